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

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> sentences;
  std::size_t from = 0;
  int depth = 0;
  const auto finish = [&](std::size_t end) {
    std::string_view sentence = text.substr(from, end - from);
    while (!sentence.empty() && lib::white_space_at(sentence, 0) > 0)
      sentence.remove_prefix(lib::white_space_at(sentence, 0));
    while (!sentence.empty() && lib::is_space(sentence.back()))
      sentence.remove_suffix(1);
    if (!sentence.empty()) sentences.push_back(sentence);
    from = end;
    depth = 0;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '(':
      case '[': ++depth; break;
      case ')':
      case ']': depth -= depth > 0 ? 1 : 0; break;
      case '\n': finish(i); break;
      case '.':
        if (depth == 0 && starts_a_sentence(text.substr(i + 1)) &&
            !ends_with_abbreviation(text.substr(from, i + 1 - from))) {
          finish(i + 1);
        }
        break;
      default: break;
    }
  }
  finish(text.size());
  return sentences;
}

std::string without_asides(std::string_view sentence) {
  std::string plain;
  int depth = 0;
  std::size_t from = 0;  // what stands before is in `plain`, or left out
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const char c = sentence[i];
    if (c == '(' || c == '[') {
      if (depth++ == 0) (plain += sentence.substr(from, i - from)) += ' ';
    } else if ((c == ')' || c == ']') && depth > 0) {
      if (--depth == 0) from = i + 1;
    }
  }
  if (depth == 0) plain += sentence.substr(from);
  return lib::folded_space(plain);
}

}  // namespace feeds
