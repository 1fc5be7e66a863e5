#include "treaty/clause_words.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "treaty/clause.h"

namespace treaty {
namespace {

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
}

// "1. This": a paragraph's number ends no sentence, and is no word.
bool is_paragraph_number(const ClauseWord& word, std::string_view text) {
  return word.text.size() <= 2 &&
         std::all_of(word.text.begin(), word.text.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; }) &&
         word.end < text.size() && text[word.end] == '.';
}

bool is_figure(std::string_view word) {
  return !word.empty() && std::isdigit(static_cast<unsigned char>(word.front())) != 0;
}

}  // namespace

std::vector<ClauseWord> clause_words(std::string_view text) {
  std::vector<ClauseWord> words;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '(') {  // "ninety (90) days", "article 25 (3)"
      const auto close = text.find(')', at);
      at = close == std::string_view::npos ? text.size() : close + 1;
      continue;
    }
    if (!is_word_character(text[at])) {
      if ((text[at] == '.' || text[at] == ';') && !words.empty()) words.back().ends_sentence = true;
      ++at;
      continue;
    }
    ClauseWord word;
    word.begin = at;
    while (at < text.size() && is_word_character(text[at])) {
      word.text += static_cast<char>(std::tolower(static_cast<unsigned char>(text[at])));
      ++at;
    }
    word.end = at;
    if (is_paragraph_number(word, text)) {
      if (!words.empty()) words.back().ends_sentence = true;
      ++at;
      continue;
    }
    words.push_back(std::move(word));
  }
  if (!words.empty()) words.back().ends_sentence = true;
  return words;
}

bool ClauseReader::at_end() const {
  return at_ >= words_.size() || (at_ > 0 && words_[at_ - 1].ends_sentence);
}

bool ClauseReader::take(std::string_view phrase) {
  const std::size_t start = at_;
  while (!phrase.empty()) {
    const auto space = phrase.find(' ');
    const std::string_view word = phrase.substr(0, space);
    if (at_ >= words_.size() || (at_ > start && words_[at_ - 1].ends_sentence) ||
        words_[at_].text != word) {
      at_ = start;
      return false;
    }
    ++at_;
    phrase.remove_prefix(space == std::string_view::npos ? phrase.size() : space + 1);
  }
  return true;
}

bool ClauseReader::take_one_of(std::initializer_list<std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [this](std::string_view phrase) { return take(phrase); });
}

std::string_view ClauseReader::word() const {
  return at_ < words_.size() ? std::string_view{words_[at_].text} : std::string_view{};
}

// "hundred and eighty", "twenty second": a number in more than one word.
std::optional<int> ClauseReader::take_number(bool ordinal) {
  constexpr int kHundred = 100;
  const std::size_t start = at_;
  int hundreds = 0;
  const auto leading = number_from_cardinal(word());
  if (leading && *leading < 10 && !is_figure(word())) ++at_;
  if (ordinal && take("hundredth")) return leading.value_or(1) * kHundred;
  if (take("hundred")) {
    hundreds = at_ - start == 1 ? 1 : *leading;
    take("and");
  } else {
    at_ = start;
  }
  const std::size_t rest_begins = at_;
  if (const auto tens = number_from_cardinal(word());
      tens && *tens >= 20 && *tens < kHundred && *tens % 10 == 0 && !is_figure(word())) {
    ++at_;
    const auto units = ordinal ? number_from_ordinal(word()) : number_from_cardinal(word());
    if (units && *units < 10 && word() != "a" && !is_figure(word())) {
      ++at_;
      return hundreds * kHundred + *tens + *units;
    }
    at_ = rest_begins;
  }
  const auto rest = ordinal ? number_from_ordinal(word()) : number_from_cardinal(word());
  if (rest && (hundreds == 0 || *rest < kHundred)) {
    ++at_;
    return hundreds * kHundred + *rest;
  }
  if (hundreds > 0 && !ordinal) {
    at_ = rest_begins > start && words_[rest_begins - 1].text == "and" ? rest_begins - 1
                                                                       : rest_begins;
    return hundreds * kHundred;
  }
  at_ = start;
  return std::nullopt;
}

}  // namespace treaty
