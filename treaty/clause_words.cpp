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

std::optional<int> ClauseReader::take_number(bool ordinal) {
  if (at_ >= words_.size()) return std::nullopt;
  const auto value =
      ordinal ? number_from_ordinal(words_[at_].text) : number_from_cardinal(words_[at_].text);
  if (value) ++at_;
  return value;
}

}  // namespace treaty
