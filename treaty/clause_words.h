#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace treaty {

/// A word of a clause, in lower case without punctuation, and where it stands in the text.
struct ClauseWord {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool ends_sentence = false;
};

/// What is in parentheses is left out ("ninety (90) days"), as are the numbers of paragraphs; each
/// paragraph is a sentence of its own.
std::vector<ClauseWord> clause_words(std::string_view text);

/// Reads a sentence word by word; a reading that fails leaves the place where it was. The words
/// must outlive the reader.
class ClauseReader {
 public:
  ClauseReader(const std::vector<ClauseWord>& words, std::size_t at) : words_{words}, at_{at} {}

  [[nodiscard]] std::size_t place() const { return at_; }
  void back_to(std::size_t place) { at_ = place; }
  [[nodiscard]] bool at_end() const;
  [[nodiscard]] std::string_view word() const;  ///< the next one; empty after the last

  /// The words of the phrase must follow, inside of one sentence.
  bool take(std::string_view phrase);
  bool take_one_of(std::initializer_list<std::string_view> phrases);
  /// "forty", "one hundred and eighty", "40"; an ordinal: "fortieth", "twenty second", "40th".
  std::optional<int> take_number(bool ordinal);

 private:
  const std::vector<ClauseWord>& words_;
  std::size_t at_;
};

}  // namespace treaty
