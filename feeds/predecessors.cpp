#include "feeds/predecessors.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "feeds/sentences.h"
#include "lib/text.h"

namespace feeds {
namespace {

using treaty::Act;
using treaty::ActKind;

constexpr std::size_t kNone = std::string_view::npos;

struct Found {
  const treaty::Participant* participant;
  std::string name;  // as printed, without "the"
};

std::optional<Found> former_state(std::string_view name, const treaty::Participants& all) {
  for (const std::string_view article :
       {"the Government of ", "The Government of ", "The ", "the "}) {
    if (name.starts_with(article)) name.remove_prefix(article.size());
  }
  while (!name.empty() && (name.back() == ',' || name.back() == ' ' || name.back() == '.'))
    name.remove_suffix(1);
  constexpr std::size_t kLongestName = 80;
  if (name.empty() || name.size() > kLongestName) return std::nullopt;
  const treaty::Participant* one = all.find_by_name(name);
  if (one == nullptr || one->nature != treaty::Nature::former_state) return std::nullopt;
  return Found{one, std::string{name}};
}

// "Czechoslovakia had …", "The Republic of China signed …": the name before the first verb.
std::optional<Found> subject_of(std::string_view sentence, const treaty::Participants& all) {
  constexpr std::array<std::string_view, 14> kVerbs = {
      " had ",     ", by virtue of ", " signed",   " ratified",  " accepted",
      " approved", " acceded",        " acceeded", " succeeded", " adhered",
      " applied",  " deposited",      " became",   ", having"};
  constexpr std::size_t kFarthest = 140;  // no name with its articles is longer
  const std::string_view text = sentence.substr(0, kFarthest + 20);
  for (std::size_t i = 0; i < std::min(kFarthest, text.size()); ++i) {
    if (text[i] != ' ' && text[i] != ',') continue;
    const std::string_view rest = text.substr(i);
    if (std::any_of(kVerbs.begin(), kVerbs.end(),
                    [&](std::string_view verb) { return rest.starts_with(verb); })) {
      return former_state(text.substr(0, i), all);
    }
  }
  return std::nullopt;
}

// The length of words at `at` that a participant's name follows who acts, or for whom one does; 0
// when there are none.
std::size_t words_before_name(std::string_view sentence, std::size_t at) {
  struct Words {
    std::string_view before;
    std::string_view words;
  };
  constexpr std::array<Words, 12> kThese = {{{"on ", "behalf of "},
                                             {"in the ", "name of "},
                                             {"", "by the Government of "},
                                             {"signed ", "by "},
                                             {"ratified ", "by "},
                                             {"acceded to ", "by "},
                                             {"deposited ", "by "},
                                             {"Accession ", "by "},
                                             {"Ratification ", "by "},
                                             {"Acceptance ", "by "},
                                             {"Approval ", "by "},
                                             {"Succession ", "by "}}};
  const auto* found = std::find_if(kThese.begin(), kThese.end(), [&](const Words& these) {
    return sentence.substr(at).starts_with(these.words) &&
           sentence.substr(0, at).ends_with(these.before);
  });
  return found == kThese.end() ? 0 : found->words.size();
}

// "… on behalf of the Republic of China …", "Accession by the former Yugoslavia …": the longest
// name that fits after the words.
std::optional<Found> represented_in(std::string_view sentence, const treaty::Participants& all) {
  for (std::size_t at = 1; at < sentence.size(); ++at) {
    if (sentence[at - 1] != ' ' || (sentence[at] != 'b' && sentence[at] != 'n')) continue;
    const std::size_t words = words_before_name(sentence, at);
    if (words == 0) continue;
    const std::string_view rest = sentence.substr(at + words);
    std::optional<Found> longest;
    constexpr std::size_t kFarthest = 110;
    for (std::size_t end = 1; end <= rest.size() && end <= kFarthest; ++end) {
      const bool border =
          end == rest.size() || rest[end] == ' ' || rest[end] == ',' || rest[end] == '.';
      if (!border) continue;
      if (auto found = former_state(rest.substr(0, end), all)) longest = std::move(found);
    }
    if (longest) return longest;
  }
  return std::nullopt;
}

struct Verb {
  std::string_view word;
  ActKind kind;
};
// Finite verbs count wherever they stand; nouns only as "instrument of …", "its …" or at the start.
constexpr std::array<Verb, 12> kVerbs = {{
    {"signed", ActKind::signature},
    {"ratified", ActKind::ratification},
    {"accepted", ActKind::acceptance},
    {"approved", ActKind::approval},
    {"acceded", ActKind::accession},
    {"acceeded", ActKind::accession},  // so the record spells it, often
    {"adhered", ActKind::accession},
    {"succeeded", ActKind::succession},
    {"applied", ActKind::application},
    {"formally confirmed", ActKind::formal_confirmation},
    {"deposited its notification", ActKind::notification},
    {"consented to be bound", ActKind::consent_to_be_bound},
}};
constexpr std::array<Verb, 7> kNouns = {{
    {"definitive signature", ActKind::definitive_signature},
    {"signature", ActKind::signature},
    {"ratification", ActKind::ratification},
    {"acceptance", ActKind::acceptance},
    {"approval", ActKind::approval},
    {"accession", ActKind::accession},
    {"succession", ActKind::succession},
}};

bool word_ends(std::string_view text, std::size_t at) {
  return at >= text.size() || !lib::is_ascii_letter(text[at]);
}

// Reads the clauses of one sentence from left to right: verbs gather until their dates come.
class ClauseReader {
 public:
  explicit ClauseReader(std::string sentence) : text_{std::move(sentence)} {}

  bool read() {
    for (std::size_t i = 0; i < text_.size() && !stopped_;) {
      i = step(i);
    }
    return fits_;
  }
  std::vector<Act> take() { return std::move(acts_); }

 private:
  std::size_t step(std::size_t i) {
    const bool word_begins = i == 0 || !(lib::is_ascii_letter(text_[i - 1]) ||
                                         lib::is_digit(text_[i - 1]) || text_[i - 1] == '-');
    if (!word_begins) return i + 1;
    const std::string_view rest = std::string_view{text_}.substr(i);
    if (lib::is_digit(rest.front())) {
      const auto date = treaty::leading_english_date(rest);
      if (!date) return i + 1;
      if (is_of_an_act(i)) dates_.push_back({date->day, std::string{rest.substr(0, date->length)}});
      last_date_end_ = i + date->length;
      if (dates_end_here(last_date_end_)) assign();
      return last_date_end_;
    }
    if (const auto verb = verb_at(i)) {
      if (!dates_.empty()) assign();
      verbs_.push_back(verb->first);
      return i + verb->second;
    }
    // What follows the act's dates tells of reservations, withdrawals, communications.
    constexpr std::array<std::string_view, 5> kStops = {"with ", "which ", "subsequently",
                                                        "stated ", "withdrawn"};
    const bool stop = std::any_of(kStops.begin(), kStops.end(), [&](std::string_view word) {
      return lib::starts_with_ignoring_case(rest, word);
    });
    if (stop && assigned_ && verbs_.empty() && !rest.starts_with("with the Secretary-General")) {
      stopped_ = true;
    }
    return i + 1;
  }

  std::optional<std::pair<ActKind, std::size_t>> verb_at(std::size_t i) const {
    const std::string_view rest = std::string_view{text_}.substr(i);
    for (const Verb& verb : kVerbs) {
      if (!lib::starts_with_ignoring_case(rest, verb.word)) continue;
      if (!word_ends(rest, verb.word.size())) continue;
      if (verb.kind == ActKind::application && rest.find("as from ") == kNone) continue;
      if (verb.kind == ActKind::signature && is_definitive(rest)) {
        return std::pair{ActKind::definitive_signature, verb.word.size()};
      }
      return std::pair{verb.kind, verb.word.size()};
    }
    const std::string_view before = std::string_view{text_}.substr(0, i);
    if (i != 0 && !before.ends_with("instrument of ") && !before.ends_with("by virtue of its ") &&
        !begins_with_verbs(before)) {
      return std::nullopt;
    }
    for (const Verb& noun : kNouns) {
      if (!lib::starts_with_ignoring_case(rest, noun.word)) continue;
      if (!word_ends(rest, noun.word.size())) continue;
      constexpr std::string_view kUnreserved = " affixed without reservation as to ratification";
      const bool unreserved = rest.substr(noun.word.size()).starts_with(kUnreserved);
      return std::pair{unreserved ? ActKind::definitive_signature : noun.kind,
                       noun.word.size() + (unreserved ? kUnreserved.size() : 0)};
    }
    return std::nullopt;
  }

  // "Signature and " before "ratification on behalf of".
  static bool begins_with_verbs(std::string_view before) {
    return before.ends_with(" and ") && before.find(' ') == before.size() - 5;
  }

  // "signed the Protocol definitively on": the adverb stands before the date.
  bool is_definitive(std::string_view rest) const {
    const std::string_view until_date = rest.substr(0, rest.find(" on "));
    return until_date.find(" definitively") != kNone ||
           until_date.find("without reservation") != kNone;
  }

  // A date is the day of an act after "on", "as from", "as of", or joined to another such date; the
  // date of an instrument follows "of": "the Protocol of 4 May 1949".
  bool is_of_an_act(std::size_t i) const {
    const std::string_view before = std::string_view{text_}.substr(0, i);
    for (const std::string_view word : {" on ", " as from ", " as of "}) {
      if (before.ends_with(word)) return true;
    }
    if (before.empty() || lib::starts_with_ignoring_case(text_, "on ")) return before == "On ";
    if (dates_.empty()) return false;
    const std::string_view between = before.substr(last_date_end_);
    return between == " and " || between == ", " || between == ", and ";
  }

  bool dates_end_here(std::size_t end) const {
    std::string_view rest = std::string_view{text_}.substr(end);
    for (const std::string_view joint : {", and ", " and ", ", "}) {
      if (!rest.starts_with(joint)) continue;
      return !treaty::leading_english_date(rest.substr(joint.size()));
    }
    return true;
  }

  void assign() {
    struct Dated {
      ActKind kind;
      std::size_t date;
    };
    std::vector<Dated> pairs;
    if (verbs_.empty()) {
      // "… with the Organization's head on D and with the Secretary-General of the United Nations
      // on D": only the second is the deposit.
      const bool deposited = !acts_.empty() && dates_.size() == 1 &&
                             text_.find("Secretary-General of the United Nations on ") != kNone;
      if (deposited) {
        acts_.back().date = dates_.front().day;
        acts_.back().raw = dates_.front().raw;
      }
    } else if (dates_.size() == verbs_.size()) {
      for (std::size_t i = 0; i < verbs_.size(); ++i)
        pairs.push_back({verbs_[i], i});
    } else if (dates_.size() == 1) {
      for (const ActKind verb : verbs_)
        pairs.push_back({verb, 0});
    } else if (!dates_.empty()) {
      fits_ = false;
    }
    for (const Dated& pair : pairs) {
      acts_.push_back(Act{pair.kind, {}, dates_[pair.date].day, false, 0, dates_[pair.date].raw});
    }
    assigned_ = assigned_ || !pairs.empty();
    if (!dates_.empty()) verbs_.clear();
    dates_.clear();
  }

  struct PrintedDay {
    treaty::Day day;
    std::string raw;
  };
  std::string text_;
  std::vector<ActKind> verbs_;
  std::vector<PrintedDay> dates_;
  std::vector<Act> acts_;
  std::size_t last_date_end_ = 0;
  bool assigned_ = false;
  bool stopped_ = false;
  bool fits_ = true;
};

bool binds(const Act& act) {
  return !treaty::is_plain_signature(act.kind) && act.kind != ActKind::notification;
}

}  // namespace

std::vector<treaty::Predecessor> predecessors_in(const std::string& note, const std::string& where,
                                                 const treaty::Participants& participants,
                                                 std::vector<treaty::Problem>& problems) {
  std::vector<treaty::Predecessor> predecessors;
  for (const std::string_view sentence : sentences_of(note)) {
    // Anything in quotation marks is somebody's communication; the record's sentences come before.
    const bool quoted = sentence.starts_with('"') || sentence.starts_with("\xE2\x80\x9C");
    if (quoted) break;
    // An act has a date: most sentences need no closer look.
    if (std::none_of(sentence.begin(), sentence.end(), lib::is_digit)) continue;
    const std::string plain = without_asides(sentence);
    auto who = subject_of(plain, participants);
    if (!who) who = represented_in(plain, participants);
    if (!who) continue;
    ClauseReader clauses{plain};
    const bool fits = clauses.read();
    std::vector<Act> acts = clauses.take();
    std::string words = lib::folded_space(sentence);
    if (!fits) {
      problems.push_back(
          {"unread-predecessor", where,
           "The dates do not go with the verbs: \"" + lib::shortened(words, 300) + "\"."});
      continue;
    }
    if (std::none_of(acts.begin(), acts.end(), binds)) continue;
    predecessors.push_back({who->name, who->participant->id, std::move(acts), std::move(words)});
  }
  return predecessors;
}

}  // namespace feeds
