#include "feeds/table.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "feeds/cell.h"
#include "feeds/heading.h"
#include "feeds/participant_name.h"
#include "lib/text.h"

namespace feeds {
namespace {

using treaty::Act;
using treaty::ActKind;
using treaty::ReadParticipant;

// The heading of the column that names the participants.
bool names_participants(const RichText& heading) {
  constexpr std::array<std::string_view, 11> kThese = {
      "participant", "participants",      "participant(s)",      "state",
      "states",      "contracting party", "contracting parties", "party",
      "government",  "country",           "states parties"};
  const std::string words = lib::lower_ascii(heading.line());
  return std::find(kThese.begin(), kThese.end(), words) != kThese.end();
}

// The column of names is the first, whatever its heading; but one that calls itself so goes before
// one that does not.
void bring_names_first(RawTable& table) {
  auto& headings = table.headings;
  const auto named = std::find_if(headings.begin(), headings.end(), names_participants);
  if (named == headings.begin() || named == headings.end()) return;
  const std::ptrdiff_t at = named - headings.begin();
  std::rotate(headings.begin(), named, named + 1);
  for (RawRow& row : table.rows) {
    if (static_cast<std::ptrdiff_t>(row.cells.size()) <= at) continue;
    std::rotate(row.cells.begin(), row.cells.begin() + at, row.cells.begin() + at + 1);
  }
}

class TableReader {
 public:
  TableReader(RawDocument& raw, const treaty::Participants& participants,
              const ReadingException* exception, treaty::Reading& reading)
      : raw_{raw}, participants_{participants}, exception_{exception}, reading_{reading} {}

  void read() {
    bring_names_first(*raw_.table);
    read_headings();
    row_of_.assign(participants_.all().size(), kNoRow);
    std::vector<RawRow>& rows = raw_.table->rows;
    reading_.participants.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool cut = raw_.last_cell_cut && i + 1 == rows.size();
      read_row(rows[i], i + 1, cut);
    }
    for (Column& column : columns_) {
      if (!column.annex.text.empty()) raw_.annexes.push_back(std::move(column.annex));
    }
    count();
  }

 private:
  static constexpr std::size_t kNoRow = std::string::npos;

  struct Column {
    ColumnHeading heading;
    bool binds_after_all = false;                                     // by the treaty's exception
    std::vector<std::pair<std::string, LetterMeaning>> letters = {};  // those met so far
    treaty::Annex annex = {};  // of a column of no acts: who, and what the cell says
  };

  // A place in the table, in words only when there is something to say about it.
  struct Place {
    std::size_t row;
    std::string_view name = {};
    std::size_t column = 0;  // 0: the row itself

    [[nodiscard]] std::string str() const {
      std::string words = "participants, row " + std::to_string(row);
      if (!name.empty()) words += " (" + lib::shortened(name, 80) + ')';
      if (column > 0) words += ", column " + std::to_string(column);
      return words;
    }
  };

  void problem(std::string code, std::string where, std::string text) {
    reading_.problems.push_back({std::move(code), std::move(where), std::move(text)});
  }
  void problem(std::string code, const Place& place, std::string text) {
    problem(std::move(code), place.str(), std::move(text));
  }

  void read_headings() {
    for (const RichText& heading : raw_.table->headings) {
      reading_.headings.push_back(heading.line());
      if (reading_.headings.size() == 1) continue;  // the participants' names
      Column column{read_heading(reading_.headings.back())};
      if (exception_ != nullptr) {
        const auto& binding = exception_->binding_columns;
        column.binds_after_all =
            std::find(binding.begin(), binding.end(), column.heading.text) != binding.end();
      }
      const std::string where = "headings, column " + std::to_string(columns_.size() + 1);
      for (const UnreadPhrase& phrase : column.heading.unread) {
        problem("unknown-heading", where,
                "\"" + phrase.text + "\" names no kind of act that is known.");
      }
      columns_.push_back(std::move(column));
    }
  }

  // A heading that is printed again further down.
  [[nodiscard]] bool repeats_headings(const RawRow& row) const {
    const auto& headings = raw_.table->headings;
    return row.cells.size() == headings.size() && row.cells.back().text == headings.back().text &&
           std::equal(headings.begin(), headings.end(), row.cells.begin(),
                      [](const RichText& a, const RichText& b) { return a.text == b.text; });
  }

  void read_row(RawRow& row, std::size_t number, bool cut) {
    Place where{number};
    if (row.cells.empty()) return problem("empty-row", where, "The row has no cells.");
    if (repeats_headings(row)) return;
    ReadParticipant participant;
    participant.name = row.cells.front().line();
    participant.marks = std::move(row.cells.front().marks);
    take_stars(participant.name, participant.marks);
    if (participant.name.empty()) {
      if (row_text(row).find_first_not_of("| ") == std::string::npos) return;  // says nothing
      return problem("no-name", where, "The row names nobody: \"" + row_text(row) + "\".");
    }
    if (cut && row.cells.size() == 1) {
      return problem(
          "cut-cell", where,
          "The document ends inside the name \"" + participant.name + "\"; the row is not taken.");
    }
    where.name = participant.name;
    if (row.cells.front().mended) {
      problem("repaired-name", where,
              "Markup or damaged characters were taken out of the name; it reads \"" +
                  lib::shortened(participant.name, 200) + "\" now.");
    }
    identify(participant, where);
    if (row.cells.size() != columns_.size() + 1) {
      problem("row-width", where,
              "The row has " + std::to_string(row.cells.size()) + " cells under " +
                  std::to_string(columns_.size() + 1) + " headings: \"" + row_text(row) + "\".");
    }
    participant.acts.reserve(row.cells.size() - 1);
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
      const Place place{number, participant.name, i};
      const bool last = i + 1 == row.cells.size();
      if (cut && last && !row.cells[i].text.empty()) {
        problem(
            "cut-cell", place,
            "The document ends inside the cell \"" + row.cells[i].line() + "\"; it is not taken.");
        continue;
      }
      read_cell_of(participant, row.cells[i], i, place);
    }
    reading_.participants.push_back(std::move(participant));
  }

  static std::string row_text(const RawRow& row) {
    std::string text;
    for (const RichText& cell : row.cells)
      text += (text.empty() ? "" : " | ") + cell.line();
    return lib::shortened(text, 300);
  }

  void identify(ReadParticipant& participant, const Place& where) {
    const treaty::Participant* known =
        find_participant(participant.name, participant.marks, participants_);
    if (known == nullptr) {
      // Nearest names cost time: a table of strangers needs no suggestions for each.
      constexpr int kMostSuggestions = 20;
      reading_.problems.push_back(++unknown_ <= kMostSuggestions
                                      ? unknown_name(participant.name, where.str(), participants_)
                                      : unknown_name(participant.name, where.str(), {}));
      return;
    }
    participant.id = known->id;
    std::size_t& row = row_of_[static_cast<std::size_t>(known - participants_.all().data())];
    if (row != kNoRow) {
      problem("twice", where,
              "The participant has a second row; the first is named \"" +
                  reading_.participants[row].name + "\".");
    } else {
      row = reading_.participants.size();
    }
  }

  void read_cell_of(ReadParticipant& participant, RichText& raw, std::size_t column,
                    const Place& where) {
    if (raw.empty() && !raw.mended) return;
    const bool mended = raw.mended;
    std::vector<std::string> marks = std::move(raw.marks);
    std::string text = std::move(raw).line();
    take_stars(text, marks);
    if (!marks.empty()) std::erase(text, ',');  // between marks: no date has any
    std::move(marks.begin(), marks.end(), std::back_inserter(participant.marks));
    if (mended) {
      problem("repaired-date", where,
              "Markup or damaged characters were taken out of the cell; it reads \"" +
                  lib::shortened(text, 200) + "\" now.");
    }
    if (column <= columns_.size() && !columns_[column - 1].heading.of_acts) {
      return keep_aside(columns_[column - 1], participant.name, text);
    }
    const Cell cell = read_cell(text);
    if (const auto* unread = std::get_if<UnreadCell>(&cell)) {
      // Words under a heading that names no act, "Remarks", are what one expects there.
      const bool of_unknown =
          column <= columns_.size() && columns_[column - 1].heading.kinds.empty();
      if (of_unknown) return keep_aside(columns_[column - 1], participant.name, text);
      return problem(
          unread->code, where,
          "The cell \"" + lib::shortened(text, 200) + "\" " + unread->why + "; it is not taken.");
    }
    const auto* dated = std::get_if<DatedCell>(&cell);
    if (dated == nullptr) return;
    if (column > columns_.size()) {
      return problem("row-width", where, "The cell \"" + text + "\" stands under no heading.");
    }
    const LetterMeaning& meaning = meaning_under(columns_[column - 1], dated->letter);
    const std::string& heading = columns_[column - 1].heading.text;
    if (meaning.kinds.empty()) {
      return problem("unknown-kind", where,
                     "No kind of act is known for \"" + text + "\" under \"" + heading +
                         "\"; it is not taken.");
    }
    if (!meaning.in_heading) {
      problem("unknown-letter", where,
              "The heading \"" + heading + "\" does not explain the letter of \"" + text + "\".");
    }
    Act act{ActKind::undetermined, {}, dated->day, dated->bracketed, static_cast<int>(column),
            std::move(text)};
    if (meaning.kinds.size() == 1) {
      act.kind = meaning.kinds.front();
    } else {
      act.candidates = meaning.kinds;
    }
    if (dated->letter == "n") notified_.insert({reading_.participants.size(), column});
    participant.acts.push_back(std::move(act));
  }

  static const LetterMeaning& meaning_under(Column& column, const std::string& letter) {
    for (const auto& [known, meaning] : column.letters) {
      if (known == letter) return meaning;
    }
    return column.letters.emplace_back(letter, meaning_of(column.heading, letter)).second;
  }

  static void keep_aside(Column& column, const std::string& name, const std::string& text) {
    if (text.empty()) return;
    column.annex.title = column.heading.text;
    column.annex.text += (column.annex.text.empty() ? "" : "\n") + name + '\t' + text;
  }

  void count() {
    const bool has_signatures = std::any_of(columns_.begin(), columns_.end(),
                                            [](const Column& c) { return c.heading.signature; });
    int signatories = 0;
    int parties = 0;
    for (std::size_t row = 0; row < reading_.participants.size(); ++row) {
      bool signed_it = false;
      bool bound = false;
      for (const Act& act : reading_.participants[row].acts) {
        const auto column = static_cast<std::size_t>(act.column);
        if (act.withdrawn || notified_.contains({row, column})) continue;
        signed_it = signed_it || is_signature(act, columns_[column - 1]);
        bound = bound || is_binding(act, columns_[column - 1]);
      }
      signatories += signed_it ? 1 : 0;
      parties += bound ? 1 : 0;
    }
    if (has_signatures) reading_.counted.signatories = signatories;
    reading_.counted.parties = parties;
    compare("signatories", reading_.published.signatories, reading_.counted.signatories);
    compare("parties", reading_.published.parties, reading_.counted.parties);
  }

  // A column may hold signatures and other acts: then its kind tells, where it is determined.
  static bool is_signature(const Act& act, const Column& column) {
    if (!column.heading.signature) return false;
    return !column.heading.binds || treaty::is_plain_signature(act.kind);
  }

  static bool is_binding(const Act& act, const Column& column) {
    if (column.binds_after_all) return true;
    return column.heading.binds && !treaty::is_plain_signature(act.kind) &&
           !is_preliminary(act.kind);
  }

  void compare(const std::string& what, std::optional<int> published, std::optional<int> counted) {
    if (!published || published == counted) return;
    problem("checksum", "participants",
            "The record prints " + std::to_string(*published) + ' ' + what + ", its table shows " +
                (counted ? std::to_string(*counted) : std::string{"no column of them"}) + ".");
  }

  RawDocument& raw_;
  const treaty::Participants& participants_;
  const ReadingException* exception_;
  treaty::Reading& reading_;
  std::vector<Column> columns_;
  int unknown_ = 0;
  std::vector<std::size_t> row_of_;  // of each participant known, among reading_.participants
  std::set<std::pair<std::size_t, std::size_t>> notified_;  // row and column of letter n
};

}  // namespace

void read_table(RawDocument& raw, const treaty::Participants& participants,
                const ReadingException* exception, treaty::Reading& reading) {
  TableReader{raw, participants, exception, reading}.read();
}

treaty::Problem unknown_name(const std::string& name, const std::string& where,
                             const treaty::Participants& participants) {
  std::string text = "No participant is known by the name \"" + lib::shortened(name, 200) + "\".";
  constexpr std::size_t kLongestName = 200;
  if (name.size() <= kLongestName) {
    std::string nearest;
    for (const std::string& known : participants.nearest_names(name, 3))
      nearest += (nearest.empty() ? "" : ", ") + known;
    if (!nearest.empty()) text += " Nearest: " + nearest + '.';
  }
  return {"unknown-name", where, text};
}

}  // namespace feeds
