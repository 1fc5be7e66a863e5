#include "feeds/sentences.h"

#include <algorithm>
#include <array>

#include "lib/text.h"

namespace feeds {
namespace {

bool ends_with_abbreviation(std::string_view text) {
  constexpr std::array<std::string_view, 14> kAbbreviations = {
      "vol.",  "vols.", "p.",     "pp.",  "no.", "nos.", "art.",
      "arts.", "para.", "paras.", "doc.", "st.", "c.n.", "ref."};
  const std::size_t space = text.find_last_of(" ([");
  const std::string word =
      lib::lower_ascii(space == std::string_view::npos ? text : text.substr(space + 1));
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), word) != kAbbreviations.end();
}

bool starts_a_sentence(std::string_view rest) {
  std::size_t i = 0;
  while (i < rest.size() && lib::is_space(rest[i]))
    ++i;
  if (i == rest.size()) return true;
  if (i == 0) return false;
  const char c = rest[i];
  return (c >= 'A' && c <= 'Z') || c == '(' || c == '[' || c == '"' || (c & 0x80) != 0;
}

}  // namespace

std::vector<std::string> sentences_of(std::string_view text) {
  std::vector<std::string> sentences;
  std::size_t from = 0;
  int depth = 0;
  const auto finish = [&](std::size_t end) {
    std::string sentence = lib::folded_space(text.substr(from, end - from));
    if (!sentence.empty()) sentences.push_back(std::move(sentence));
    from = end;
    depth = 0;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && depth > 0) --depth;
    if (c == '\n') {
      finish(i);
    } else if (c == '.' && depth == 0 && starts_a_sentence(text.substr(i + 1)) &&
               !ends_with_abbreviation(text.substr(from, i + 1 - from))) {
      finish(i + 1);
    }
  }
  finish(text.size());
  return sentences;
}

std::string without_asides(std::string_view sentence) {
  if (sentence.find_first_of("([") == std::string_view::npos) return lib::folded_space(sentence);
  std::string plain;
  int depth = 0;
  for (const char c : sentence) {
    if (c == '(' || c == '[') {
      ++depth;
      plain += ' ';
    } else if ((c == ')' || c == ']') && depth > 0) {
      --depth;
    } else if (depth == 0) {
      plain += c;
    }
  }
  return lib::folded_space(plain);
}

}  // namespace feeds
