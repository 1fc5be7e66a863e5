#include <array>
#include <charconv>
#include <string>

#include "treaty/clause.h"

namespace treaty {
namespace {

struct NumberWord {
  std::string_view cardinal;
  std::string_view ordinal;
  int value;
};

constexpr std::array<NumberWord, 29> kWords = {{
    {"one", "first", 1},
    {"two", "second", 2},
    {"three", "third", 3},
    {"four", "fourth", 4},
    {"five", "fifth", 5},
    {"six", "sixth", 6},
    {"seven", "seventh", 7},
    {"eight", "eighth", 8},
    {"nine", "ninth", 9},
    {"ten", "tenth", 10},
    {"eleven", "eleventh", 11},
    {"twelve", "twelfth", 12},
    {"thirteen", "thirteenth", 13},
    {"fourteen", "fourteenth", 14},
    {"fifteen", "fifteenth", 15},
    {"sixteen", "sixteenth", 16},
    {"seventeen", "seventeenth", 17},
    {"eighteen", "eighteenth", 18},
    {"nineteen", "nineteenth", 19},
    {"twenty", "twentieth", 20},
    {"thirty", "thirtieth", 30},
    {"forty", "fortieth", 40},
    {"fifty", "fiftieth", 50},
    {"sixty", "sixtieth", 60},
    {"seventy", "seventieth", 70},
    {"eighty", "eightieth", 80},
    {"ninety", "ninetieth", 90},
    {"hundred", "hundredth", 100},
    {"a", "", 1},
}};

std::optional<int> simple(std::string_view word, bool ordinal) {
  for (const NumberWord& known : kWords) {
    if (word == (ordinal ? known.ordinal : known.cardinal) && !word.empty()) return known.value;
  }
  return std::nullopt;
}

std::optional<int> digits(std::string_view word, bool ordinal) {
  int value = 0;
  const char* end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, value);
  if (error != std::errc{} || value < 1 || value > 999) return std::nullopt;
  const std::string_view rest{stop, static_cast<std::size_t>(end - stop)};
  const bool suffix = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
  if (ordinal ? !suffix : !rest.empty()) return std::nullopt;
  return value;
}

// "thirty-fifth": tens as a cardinal, then units.
std::optional<int> number(std::string_view word, bool ordinal) {
  if (const auto value = digits(word, ordinal)) return value;
  const auto hyphen = word.find('-');
  if (hyphen == std::string_view::npos) return simple(word, ordinal);
  const auto tens = simple(word.substr(0, hyphen), false);
  const auto units = simple(word.substr(hyphen + 1), ordinal);
  if (!tens || !units || *tens < 20 || *tens > 90 || *units > 9) return std::nullopt;
  return *tens + *units;
}

}  // namespace

std::optional<int> number_from_ordinal(std::string_view word) {
  return number(word, true);
}

std::optional<int> number_from_cardinal(std::string_view word) {
  return number(word, false);
}

}  // namespace treaty
