#include "feeds/entry_into_force.h"

#include <array>
#include <string>

#include "lib/text.h"

namespace feeds {
namespace {

using treaty::Day;

constexpr std::size_t kNone = std::string_view::npos;

std::optional<Day> date_after(std::string_view text, std::string_view words) {
  const std::size_t at = lib::find_ignoring_case(text, words);
  if (at == kNone) return std::nullopt;
  const auto date = treaty::leading_english_date(text.substr(at + words.size()));
  return date ? std::optional{date->day} : std::nullopt;
}

// The sentence around `at`: back to the last ". ", on to the next one.
std::string_view sentence_at(std::string_view text, std::size_t at) {
  const std::size_t before = text.rfind(". ", at);
  const std::size_t from = before == kNone ? 0 : before + 2;
  const std::size_t after = text.find(". ", at);
  return text.substr(from, after == kNone ? kNone : after + 1 - from);
}

// The one day "on …" after the verb of a sentence: "… was terminated in accordance with its
// provisions on 30 June 1995." nullopt when there is none, or more than one.
std::optional<Day> only_day(std::string_view clause) {
  constexpr std::string_view kOn = " on ";
  std::optional<Day> only;
  for (std::size_t at = clause.find(kOn); at != kNone; at = clause.find(kOn, at + 1)) {
    const auto date = treaty::leading_english_date(clause.substr(at + kOn.size()));
    if (!date) continue;
    if (only) return std::nullopt;
    only = date->day;
  }
  return only;
}

// Where the text says that the treaty ended; of several such words, the foremost of the list. Past
// tense only: "shall terminate and replace" ends nothing yet. The record spells "termnated".
std::optional<std::size_t> end_in(std::string_view text) {
  constexpr std::array<std::string_view, 12> kEnds = {"was terminated",
                                                      "was termnated",
                                                      "were terminated",
                                                      "terminated in accordance",
                                                      "expired ",
                                                      "was superseded",
                                                      "was replaced",
                                                      "was abrogated",
                                                      "ceased to be in force",
                                                      "ceased to have effect",
                                                      "came to an end",
                                                      "lapsed on"};
  std::size_t best = kEnds.size();
  std::optional<std::size_t> where;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = static_cast<char>(text[i] | 0x20);
    const bool begins =
        letter == 'w' || letter == 't' || letter == 'e' || letter == 'c' || letter == 'l';
    if (!begins) continue;
    for (std::size_t words = 0; words < best; ++words) {
      if (kEnds.at(words).front() != letter) continue;
      if (!lib::starts_with_ignoring_case(text.substr(i), kEnds.at(words))) continue;
      best = words;
      where = i;
    }
  }
  return where;
}

}  // namespace

treaty::EntryIntoForceText read_entry_into_force(std::string_view label, std::string_view text,
                                                 std::string_view ended) {
  treaty::EntryIntoForceText eif;
  eif.text = text.empty() ? std::string{label} : std::string{text};

  const auto leading = treaty::leading_english_date(text);
  if (leading) {
    // "1 October 1986, provisionally, in accordance with …"
    const std::string_view after = text.substr(leading->length);
    const std::size_t word = after.find_first_not_of(" ,(");
    const bool provisional =
        word != kNone && lib::starts_with_ignoring_case(after.substr(word), "provisionally");
    (provisional ? eif.provisional : eif.date) = leading->day;
    if (provisional) eif.date = date_after(after, "definitively on ");
  } else if (lib::starts_with_ignoring_case(text, "provisionally on ") ||
             lib::starts_with_ignoring_case(text, "definitively on ")) {
    eif.provisional = date_after(text.substr(0, 40), "provisionally on ");
    eif.date = date_after(text, "definitively on ");
  }

  if (const auto end = end_in(text)) {
    const std::string_view sentence = sentence_at(text, *end);
    const auto verb = static_cast<std::size_t>(text.data() + *end - sentence.data());
    const auto day = only_day(sentence.substr(verb));
    // "superseded, prior to its entry into force, by …": it never entered into force.
    const bool never =
        lib::find_ignoring_case(sentence, "prior to its entry into force") != kNone ||
        lib::find_ignoring_case(sentence, "before its entry into force") != kNone;
    if (never) eif.date.reset();
    eif.ended = day && !never ? day->iso() : std::string{sentence};
  } else if (!ended.empty()) {
    const auto day = end_in(ended) ? only_day(ended) : std::nullopt;
    eif.ended = day ? day->iso() : std::string{ended};
  }
  return eif;
}

}  // namespace feeds
