#include "treaty/check.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace treaty {
namespace {

std::string list(const std::vector<std::string>& items, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < items.size() && i < most; ++i) {
    if (i > 0) text += ", ";
    text += items[i];
  }
  if (items.size() > most) text += " and " + std::to_string(items.size() - most) + " more";
  return text;
}

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

constexpr std::string_view kNameClaim = "a participant is shown as \"";

void check_identity(const Reading& reading, const Record& record, const CheckOptions& options,
                    std::vector<Doubt>& doubts) {
  if (reading.number.empty()) {
    doubts.push_back({"identity", "the document is not a treaty's status page: no number " +
                                      options.number + " was found in it"});
  } else if (reading.number != options.number) {
    doubts.push_back(
        {"identity", "the document is that of " + reading.number + ", not of " + options.number});
  } else if (!record.title.empty() && folded_name(record.title) != folded_name(reading.title)) {
    doubts.push_back(
        {"identity",
         "the title is now " + quoted(reading.title) + "; on record is " + quoted(record.title),
         "title " + quoted(reading.title)});
  }
}

bool is_signature_heading(const std::string& heading) {
  return folded_name(heading).starts_with("signature");
}

// Columns of acts other than signatures; the first heading is the names'.
std::ptrdiff_t other_columns(const std::vector<std::string>& headings) {
  if (headings.empty()) return 0;
  return std::count_if(headings.begin() + 1, headings.end(),
                       [](const std::string& heading) { return !is_signature_heading(heading); });
}

// The wording of a heading follows what the column holds: "Acceptance(A)" comes into it with the
// first acceptance. So a new wording or a new column is no reason for doubt; a lost one is.
void check_table(const Reading& reading, const Record& record, std::vector<Doubt>& doubts) {
  const std::vector<Fact> held = record.current();
  if (reading.headings.empty()) {
    if (!held.empty()) {
      doubts.push_back({"no-table", "the participant table is missing; on record are " +
                                        std::to_string(held.size()) + " acts"});
    }
    return;
  }
  const auto is_signed = [](const Fact& fact) { return is_plain_signature(fact.act.kind); };
  const bool had_signatures = std::any_of(held.begin(), held.end(), is_signed);
  const bool had_others = !std::all_of(held.begin(), held.end(), is_signed);
  const bool lost_signatures =
      had_signatures &&
      std::none_of(reading.headings.begin(), reading.headings.end(), is_signature_heading);
  const bool lost_others =
      had_others && other_columns(reading.headings) < other_columns(record.headings);
  if (lost_signatures || lost_others) {
    const std::string now = quoted(list(reading.headings, 8));
    doubts.push_back({"headings",
                      "a column is missing: the headings are now " + now + "; on record are " +
                          quoted(list(record.headings, 8)),
                      "headings " + now});
  }
}

void check_rows(const Reading& reading, const Record& record, std::vector<Doubt>& doubts) {
  std::set<ParticipantId> held;
  for (const Fact& fact : record.facts) {
    if (!fact.superseded) held.insert(fact.participant);
  }
  std::set<ParticipantId> shown;
  std::vector<std::string> twice;
  for (const ReadParticipant& row : reading.participants) {
    if (row.id && !shown.insert(*row.id).second) twice.push_back(row.name);
  }
  if (!twice.empty()) {
    doubts.push_back({"duplicate-row", "more than one row for " + list(twice, 5)});
  }
  if (!reading.headings.empty() && shown.size() * 10 < held.size() * 9) {
    const std::string now = std::to_string(shown.size());
    doubts.push_back(
        {"row-floor",
         "only " + now + " participants are shown; on record are " + std::to_string(held.size()),
         now + " participants instead of " + std::to_string(held.size())});
  }
}

void check_names(const Reading& reading, const Participants& participants,
                 std::vector<Doubt>& doubts) {
  for (const ReadParticipant& row : reading.participants) {
    if (row.id) continue;
    doubts.push_back(
        {"unknown-name",
         "nobody has told us who " + quoted(row.name) + " is; the nearest known names are " +
             list(participants.nearest_names(row.name, 3), 3) +
             ". Say whose name it is with treatyctl approve and --as, or add the participant to "
             "participants.toml",
         name_claim(row.name)});
  }
}

// Problems that either have a check of their own here or leave the participant table whole: notes,
// other tables, a name that was mended and then found. Everything else is a reason for doubt.
bool is_elsewhere(const Problem& problem) {
  static const std::set<std::string, std::less<>> kElsewhere = {
      "no-number", "no-table",     "checksum",      "unknown-name",
      "twice",     "second-table", "repaired-name", "unread-predecessor"};
  return kElsewhere.contains(problem.code);
}

// Problems with what the depositary itself printed, such as a cell that holds a remark: a person
// may have the document believed without it. The others are damage on the way; only another copy
// helps.
bool is_printed_so(const Problem& problem) {
  static const std::set<std::string, std::less<>> kPrintedSo = {
      "empty-row",      "half-bracket",    "no-name",       "no-note",           "no-such-day",
      "row-width",      "repaired-date",   "two-dates",     "unknown-character", "unknown-kind",
      "unknown-letter", "unknown-heading", "unlikely-year", "unread-cell"};
  return kPrintedSo.contains(problem.code);
}

// "participants, row 12 (France), column 2" without the number of the row, which another State's
// signature changes.
std::string place_by_name(const std::string& where) {
  constexpr std::string_view kRow = "participants, row ";
  const std::size_t name = where.find(" (");
  if (!where.starts_with(kRow) || name == std::string::npos) return where;
  return "participants" + where.substr(name);
}

void check_problems(const Reading& reading, std::vector<Doubt>& doubts) {
  for (const Problem& problem : reading.problems) {
    if (is_elsewhere(problem)) continue;
    Doubt doubt{problem.code, problem.where + ": " + problem.text};
    if (is_printed_so(problem)) {
      doubt.claim = place_by_name(problem.where) + ": " + problem.text;
      doubt.lasting = true;
    }
    doubts.push_back(std::move(doubt));
  }
}

std::string words(const std::optional<int>& count) {
  return count ? std::to_string(*count) : std::string{"none"};
}

void check_totals(const Reading& reading, const Record& record, const CheckOptions& options,
                  std::vector<Doubt>& doubts) {
  if (reading.headings.empty()) return;
  if (reading.published == Totals{}) {
    // Some forty treaties are shown without totals. One that had them keeps them.
    if (record.published != Totals{}) {
      const std::string text = "the document prints no totals any more";
      doubts.push_back({"checksum", text, text});
    }
    return;
  }
  const auto tell = [&](const char* what, const std::optional<int>& published,
                        const std::optional<int>& counted, const std::optional<int>& more) {
    const auto expected = more ? std::optional{counted.value_or(0) + *more} : counted;
    // Before the first deposit the register prints no figure at all.
    if (published ? published == expected : expected.value_or(0) == 0) return;
    const std::string text =
        std::string{"the document prints "} + words(published) + ' ' + what + ", its table shows " +
        words(counted) +
        (more ? "; the difference is known to be " + std::to_string(*more) : std::string{});
    doubts.push_back({"checksum", text, text, true});
  };
  tell("signatories", reading.published.signatories, reading.counted.signatories,
       options.printed_more.signatories);
  tell("parties", reading.published.parties, reading.counted.parties, options.printed_more.parties);
}

// The stamp is one for the whole site and moves daily: it says how fresh a copy is, no more.
void check_stamp(const Reading& reading, const Record& record, std::vector<Doubt>& doubts) {
  constexpr std::size_t kDayLength = 10;  // "2026-02-03", without the time
  if (!reading.as_at || !record.as_at) return;
  const std::string day = reading.as_at->substr(0, kDayLength);
  const std::string newest = record.as_at->substr(0, kDayLength);
  if (day >= newest) return;
  doubts.push_back({"old-copy",
                    "it is an old copy: it gives the status as at " + day + ", and one as at " +
                        newest + " was read before",
                    "the status as at a day before " + newest, true});
}

void check_dates(const Reading& reading, const CheckOptions& options, std::vector<Doubt>& doubts) {
  for (const ReadParticipant& row : reading.participants) {
    for (const Act& act : row.acts) {
      if (act.date <= options.today) continue;
      const std::string what = row.name + ": " + words_of(act.kind) + " of " + act.date.words();
      doubts.push_back({"future-date", what + " lies after today, " + options.today.words(),
                        what + " lies in the future", true});
    }
  }
}

}  // namespace

std::string name_claim(const std::string& name) {
  return std::string{kNameClaim} + name + '"';
}

std::optional<std::string> name_in_claim(const std::string& claim) {
  if (!claim.starts_with(kNameClaim) || !claim.ends_with('"')) return std::nullopt;
  return claim.substr(kNameClaim.size(), claim.size() - kNameClaim.size() - 1);
}

std::vector<Doubt> check(const Reading& reading, const Record& record, const CheckOptions& options,
                         const Participants& participants) {
  std::vector<Doubt> doubts;
  check_identity(reading, record, options, doubts);
  // Of another document nothing else is worth saying.
  if (reading.number != options.number) return doubts;
  check_table(reading, record, doubts);
  check_rows(reading, record, doubts);
  check_names(reading, participants, doubts);
  check_problems(reading, doubts);
  check_totals(reading, record, options, doubts);
  check_dates(reading, options, doubts);
  check_stamp(reading, record, doubts);
  return doubts;
}

}  // namespace treaty
