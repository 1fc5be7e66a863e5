#include "feeds/heading.h"

#include <algorithm>
#include <array>
#include <optional>

#include "lib/text.h"

namespace feeds {
namespace {

using treaty::ActKind;

// The words with which an act begins in a heading, the longest that fit first.
constexpr std::array<std::pair<std::string_view, ActKind>, 36> kActWords = {{
    {"signature without reservation", ActKind::definitive_signature},
    {"signature without any reservation", ActKind::definitive_signature},
    {"signature not subject to", ActKind::definitive_signature},
    {"succession to signature", ActKind::succession_to_signature},
    {"succession to the signature", ActKind::succession_to_signature},
    {"confirmation of signature", ActKind::confirmation_of_signature},
    {"confirmation of the signature", ActKind::confirmation_of_signature},
    {"formal confirmation", ActKind::formal_confirmation},
    {"formal acceptance", ActKind::acceptance},
    {"act of formal confirmation", ActKind::formal_confirmation},
    {"definitive signature", ActKind::definitive_signature},
    {"definitive acceptance", ActKind::definitive_acceptance},
    {"provisional acceptance", ActKind::provisional_acceptance},
    {"provisional application", ActKind::provisional_application},
    {"declaration of provisional application", ActKind::provisional_application},
    {"declaration of provisional acceptance", ActKind::provisional_acceptance},
    {"undertaking of provisional application", ActKind::provisional_application},
    {"undertaking", ActKind::provisional_application},
    {"notification of provisional application", ActKind::provisional_application},
    {"notification of undertaking", ActKind::provisional_application},
    {"notification of intention to apply provisionally", ActKind::provisional_application},
    {"consent to be bound", ActKind::consent_to_be_bound},
    {"simplified procedure", ActKind::simplified_procedure},
    {"notification of succession", ActKind::succession},
    {"signature", ActKind::signature},
    {"ratification", ActKind::ratification},
    {"acceptance", ActKind::acceptance},
    {"approval", ActKind::approval},
    {"accession", ActKind::accession},
    {"adherence", ActKind::accession},
    {"adhesion", ActKind::accession},
    {"succession", ActKind::succession},
    {"participation", ActKind::participation},
    {"application", ActKind::application},
    {"extension", ActKind::extension},
    {"notification", ActKind::notification},
}};

// Takes off what stands before the act itself: "Date of deposit of the instrument of ".
std::string_view without_preamble(std::string_view text) {
  constexpr std::array<std::string_view, 8> kBefore = {
      "date of ",       "dates of ",       "the ",   "deposit of ", "receipt of ",
      "instrument of ", "instruments of ", "day of "};
  for (const auto* taken = kBefore.begin(); taken != kBefore.end();) {
    taken = std::find_if(kBefore.begin(), kBefore.end(), [&](std::string_view words) {
      return lib::starts_with_ignoring_case(text, words);
    });
    if (taken != kBefore.end()) text.remove_prefix(taken->size());
  }
  return text;
}

// The act with which `text` begins. A word must end where the match does.
std::optional<ActKind> act_at(std::string_view text) {
  text = without_preamble(text);
  if (text.empty()) return std::nullopt;
  const char letter = static_cast<char>(text.front() | 0x20);
  for (const auto& [words, kind] : kActWords) {
    if (words.front() != letter || !lib::starts_with_ignoring_case(text, words)) continue;
    std::string_view rest = text.substr(words.size());
    if (rest.starts_with('s')) rest.remove_prefix(1);  // "Notifications under article 25"
    if (rest.empty() || !lib::is_ascii_letter(rest.front())) return kind;
  }
  return std::nullopt;
}

// True for the words of an act and nothing else; "signature not subject to" wants another word.
bool is_act_alone(std::string_view text) {
  if (text.ends_with(" to")) return false;
  return std::any_of(kActWords.begin(), kActWords.end(), [&](const auto& act) {
    return text.size() == act.first.size() && lib::starts_with_ignoring_case(text, act.first);
  });
}

// True when the text ends with a numbered reference: "under article 25", "paragraphs 3".
bool ends_with_reference(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && lib::is_digit(text[end - 1]))
    --end;
  if (end == text.size()) return false;
  const std::string before = lib::lower_ascii(lib::folded_space(text.substr(0, end)));
  constexpr std::array<std::string_view, 8> kWords = {
      "article", "articles", "section", "sections", "paragraph", "paragraphs", "rule", "annex"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return before.ends_with(word) || before.ends_with(std::string{word} + " no.");
  });
}

// A kind letter at the end: "Accession(a)", "Signature ad referendum (s)", "of 11 April 1980(P)".
// The "(b)" of "article 7 (1) (b)" or of "article 7(b)" is none: it belongs to the article.
std::optional<std::string> final_letter(std::string_view phrase) {
  if (!phrase.ends_with(')')) return std::nullopt;
  const std::size_t open = phrase.rfind('(');
  if (open == std::string_view::npos || open == 0) return std::nullopt;
  const std::string inside = lib::folded_space(phrase.substr(open + 1, phrase.size() - open - 2));
  const bool letters = !inside.empty() && inside.size() <= 2 &&
                       std::all_of(inside.begin(), inside.end(), lib::is_ascii_letter);
  if (!letters) return std::nullopt;
  const std::string before = lib::folded_space(phrase.substr(0, open));
  const bool apart = lib::is_space(phrase[open - 1]);
  if (before.empty() || ends_with_reference(before) || (apart && before.ends_with(')'))) {
    return std::nullopt;
  }
  return inside;
}

// The length of a joint at the front of `text` that another act follows: the "/" of
// "Ratification/Accession(a)", the space of "Accession(a) Succession(d)". 0 for none.
std::size_t joint_before_act(std::string_view text) {
  for (const std::string_view joint :
       {" and/or ", " and ", " or ", " / ", "/", " & ", " - ", " – ", " | ", " "}) {
    if (text.starts_with(joint) && act_at(text.substr(joint.size()))) return joint.size();
  }
  return 0;
}

// Takes a further act off the end of a phrase whose letter is that act's and not the first's. A
// phrase without letters is one kind, see ColumnHeading.
void split_off_acts(std::vector<std::string>& phrases) {
  constexpr std::string_view kBorders = " /";
  constexpr std::size_t kLongest = 500;  // far beyond any heading: hostile input costs no time
  const std::string phrase = phrases.back();
  if (phrase.size() > kLongest || !act_at(phrase)) return;
  const bool explains_letter = final_letter(phrase).has_value();
  for (std::size_t i = phrase.find_first_of(kBorders); i != std::string::npos;
       i = phrase.find_first_of(kBorders, i + 1)) {
    const std::size_t joint = joint_before_act(std::string_view{phrase}.substr(i));
    const bool bare = joint == 1 && phrase[i] == ' ';
    const std::string before = phrase.substr(0, i);
    if (joint == 0) continue;
    // An act with its letter is complete; without a word between them, one that stands alone is
    // too.
    const bool complete =
        final_letter(before) || (explains_letter && (!bare || is_act_alone(before)));
    if (!complete) continue;
    phrases.back() = before;
    phrases.push_back(phrase.substr(i + joint));
    return split_off_acts(phrases);
  }
}

// True for a piece between commas that goes on with what stands before it: ", as amended(A)". One
// with a capital letter is a phrase of its own, and an act that nobody knows or a slip ("Acession")
// must not lend its letter to another.
bool goes_on(std::string_view phrase) {
  return !act_at(phrase) && !(phrase.front() >= 'A' && phrase.front() <= 'Z');
}

// Pieces between commas, where a comma inside parentheses does not count.
std::vector<std::string> phrases_of(std::string_view text) {
  std::vector<std::string> phrases;
  int depth = 0;
  std::string piece;
  bool previous_has_letter = false;
  const auto finish = [&] {
    const std::string phrase = lib::folded_space(piece);
    piece.clear();
    if (phrase.empty()) return;
    if (!phrases.empty() && goes_on(phrase) && !previous_has_letter) {
      phrases.back() += ", " + phrase;
    } else {
      phrases.push_back(phrase);
    }
    split_off_acts(phrases);
    previous_has_letter = final_letter(phrases.back()).has_value();
  };
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    if ((c == ',' || c == ';') && depth == 0) {
      finish();
    } else {
      piece += c;
    }
  }
  finish();
  return phrases;
}

void read_phrase(const std::string& phrase, ColumnHeading& heading) {
  const auto letter = final_letter(phrase);
  if (const auto act = act_at(phrase)) {
    heading.kinds.push_back({*act, letter.value_or("")});
  } else {
    heading.unread.push_back({phrase, letter.value_or("")});
  }
}

// Words of what follows from acts, or ends them, and is none itself.
bool tells_of_no_act(std::string_view text) {
  text = without_preamble(text);
  constexpr std::array<std::string_view, 4> kNotice = {"notification of ", "notifications of ",
                                                       "notice of ", "provisional "};
  for (const std::string_view words : kNotice) {
    if (lib::starts_with_ignoring_case(text, words)) text.remove_prefix(words.size());
  }
  text = without_preamble(text);
  constexpr std::array<std::string_view, 10> kThese = {
      "entry into force", "effect", "denunciation", "withdrawal", "termination",
      "cessation",        "expir",  "suspension",   "in force",   "enters into force"};
  return std::any_of(kThese.begin(), kThese.end(), [&](std::string_view words) {
    return lib::starts_with_ignoring_case(text, words);
  });
}

bool binds_nobody(ActKind kind) {
  return treaty::is_plain_signature(kind) || kind == ActKind::notification || is_preliminary(kind);
}

}  // namespace

bool is_preliminary(ActKind kind) {
  return kind == ActKind::provisional_application || kind == ActKind::provisional_acceptance ||
         kind == ActKind::confirmation_of_signature || kind == ActKind::extension;
}

ColumnHeading read_heading(std::string_view text) {
  ColumnHeading heading;
  heading.text = lib::folded_space(text);
  if (tells_of_no_act(heading.text)) {
    heading.of_acts = false;
    return heading;
  }
  for (const std::string& phrase : phrases_of(heading.text))
    read_phrase(phrase, heading);
  const auto& kinds = heading.kinds;
  heading.signature = std::any_of(kinds.begin(), kinds.end(), [](const HeadedKind& headed) {
    return treaty::is_plain_signature(headed.kind);
  });
  heading.binds = kinds.empty() || std::any_of(kinds.begin(), kinds.end(), [](const auto& headed) {
                    return !binds_nobody(headed.kind);
                  });
  return heading;
}

LetterMeaning meaning_of(const ColumnHeading& heading, std::string_view letter) {
  LetterMeaning meaning;
  const auto add = [&](ActKind kind) {
    const auto& kinds = meaning.kinds;
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) meaning.kinds.push_back(kind);
  };
  const bool unread = std::any_of(heading.unread.begin(), heading.unread.end(),
                                  [&](const auto& phrase) { return phrase.letter == letter; });
  if (unread || !heading.of_acts) return meaning;
  for (const HeadedKind& headed : heading.kinds) {
    if (headed.letter == letter) add(headed.kind);
  }
  if (!meaning.kinds.empty()) return meaning;
  if (letter.empty()) {
    // Every kind of the column has a letter, and this date has none: it may be any of them.
    for (const HeadedKind& headed : heading.kinds)
      add(headed.kind);
    return meaning;
  }
  meaning.in_heading = false;
  constexpr std::array<std::pair<std::string_view, ActKind>, 9> kGeneralUse = {{
      {"a", ActKind::accession},
      {"A", ActKind::acceptance},
      {"AA", ActKind::approval},
      {"c", ActKind::formal_confirmation},
      {"C", ActKind::confirmation_of_signature},
      {"d", ActKind::succession},
      {"s", ActKind::definitive_signature},
      {"p", ActKind::simplified_procedure},
      {"n", ActKind::notification},
  }};
  for (const auto& [known, kind] : kGeneralUse) {
    if (letter == known) add(kind);
  }
  if (letter == "P") {
    add(ActKind::consent_to_be_bound);
    add(ActKind::participation);
  }
  return meaning;
}

}  // namespace feeds
