#include "feeds/declarations.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "lib/text.h"

namespace feeds {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t from = 0; from < text.size();) {
    std::size_t end = text.find('\n', from);
    if (end == std::string_view::npos) end = text.size();
    if (end > from) lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

bool is_date_line(std::string_view line) {
  const auto date = treaty::leading_english_date(line);
  return date && date->length == line.size();
}

// "Declaration made upon ratification:"; not the first half of a sentence that ends so.
bool is_heading(std::string_view line) {
  constexpr std::size_t kLongest = 200;
  if (!line.ends_with(':') || line.size() > kLongest) return false;
  if (line.starts_with("The ") || line.find(". ") != std::string_view::npos) return false;
  const char c = line.front();
  if (!((c >= 'A' && c <= 'Z') || c == '(' || c == '[')) return false;
  constexpr std::array<std::string_view, 14> kWords = {
      "reservation", "declaration", "understanding", "interpretat",  "statement",
      "objection",   "upon ",       "notification",  "article",      "explanat",
      "observation", "confirmed",   "withdrawal",    "communication"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return lib::find_ignoring_case(line, word) != std::string_view::npos;
  });
}

// Takes an article's number ("35", "IX", "12 bis") off the front; empty when there is none.
std::string take_number(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && lib::is_digit(text[n]))
    ++n;
  constexpr std::size_t kLongest = 3;
  if (n == 0) {
    constexpr std::string_view kRoman = "IVXLC";
    while (n < text.size() && kRoman.find(text[n]) != std::string_view::npos)
      ++n;
    if (n == 0 || (n < text.size() && lib::is_ascii_letter(text[n]))) return {};
  } else if (n > kLongest) {
    return {};  // a year
  }
  std::string number{text.substr(0, n)};
  text.remove_prefix(n);
  if (text.starts_with(" bis") || text.starts_with(" ter")) {
    number += text.substr(0, 4);
    text.remove_prefix(4);
  }
  return number;
}

// Takes "(2)", " (a)" … off the front.
std::string take_parts(std::string_view& text) {
  std::string parts;
  while (true) {
    std::string_view rest = text;
    if (rest.starts_with(' ')) rest.remove_prefix(1);
    const std::size_t close = rest.substr(0, 8).find(')');
    if (!rest.starts_with('(') || close == std::string_view::npos || close < 2) return parts;
    const std::string_view inside = rest.substr(1, close - 1);
    const bool plain = std::all_of(inside.begin(), inside.end(), [](char c) {
      return lib::is_ascii_letter(c) || lib::is_digit(c);
    });
    if (!plain) return parts;
    parts += '(' + std::string{inside} + ')';
    text = rest.substr(close + 1);
  }
}

bool take_word(std::string_view& text, std::string_view word) {
  if (!lib::starts_with_ignoring_case(text, word)) return false;
  text.remove_prefix(word.size());
  return true;
}

// ", paragraph 2 (a)", " paragraph 2", " para. 2": "(2)(a)".
std::string take_paragraph(std::string_view& text) {
  std::string_view rest = text;
  if (!take_word(rest, ", ")) take_word(rest, " ");
  bool named = false;
  for (const std::string_view word : {"paragraphs ", "paragraph ", "paras. ", "para. ", "para "})
    named = named || take_word(rest, word);
  if (!named) return {};
  const std::string number = take_number(rest);
  if (number.empty()) return {};
  const std::string parts = take_parts(rest);
  text = rest;
  return '(' + number + ')' + parts;
}

// "paragraph 2 of " right before "article": "(2)".
std::string paragraph_before(std::string_view before) {
  for (const std::string_view of : {" of ", " of the said "}) {
    if (!before.ends_with(of)) continue;
    std::string_view text = before.substr(0, before.size() - of.size());
    const std::size_t word = lib::lower_ascii(text).rfind("paragraph");
    constexpr std::size_t kFarthest = 24;
    if (word == std::string::npos || text.size() - word > kFarthest) return {};
    std::string_view rest = text.substr(word);
    rest.remove_prefix(rest.starts_with("paragraphs") ? 10 : 9);
    take_word(rest, " ");
    const std::string number = take_number(rest);
    const std::string parts = take_parts(rest);
    return number.empty() || !rest.empty() ? "" : '(' + number + ')' + parts;
  }
  return {};
}

}  // namespace

std::vector<std::string> articles_in(std::string_view text) {
  std::vector<std::string> articles;
  std::set<std::string> known;
  const auto add = [&](std::string article) {
    if (known.insert(article).second) articles.push_back(std::move(article));
  };
  static const lib::WordSearch kArticle{"article"};
  constexpr std::size_t kLength = 7;
  for (std::size_t at = kArticle.find_in(text); at != std::string_view::npos;
       at = kArticle.find_in(text, at + kLength)) {
    std::string_view rest = text.substr(at + kLength);
    const bool several = take_word(rest, "s");
    if (!take_word(rest, " ")) continue;
    std::string number = take_number(rest);
    if (number.empty()) continue;
    std::string parts = take_parts(rest);
    if (parts.empty()) parts = take_paragraph(rest);
    constexpr std::size_t kBack = 60;
    const std::size_t back = at > kBack ? at - kBack : 0;
    if (parts.empty() && !several) parts = paragraph_before(text.substr(back, at - back));
    add(number + parts);
    while (several) {
      bool joined = false;
      for (const std::string_view joint : {", and ", " and ", " or ", " to ", ", "}) {
        joined = joined || take_word(rest, joint);
      }
      number = joined ? take_number(rest) : "";
      if (number.empty()) break;
      parts = take_parts(rest);
      if (parts.empty()) parts = take_paragraph(rest);
      add(number + parts);
    }
  }
  return articles;
}

std::vector<treaty::Declaration> declarations_of(const RawDeclaration& raw,
                                                 const treaty::Participants& participants) {
  treaty::Declaration current;
  current.section = raw.section;
  current.participant = raw.participant.line();
  std::vector<std::string_view> lines = lines_of(raw.body);
  // Some blocks of the page leave the participant's place empty and begin the text with its name.
  if (current.participant.empty() && !lines.empty() &&
      participants.find_by_name(lines.front()) != nullptr) {
    current.participant = lines.front();
    lines.erase(lines.begin());
  }
  const treaty::Participant* known = participants.find_by_name(current.participant);
  if (known != nullptr) current.id = known->id;

  std::vector<treaty::Declaration> declarations;
  bool has_body = false;
  const auto finish = [&] {
    if (!current.text.empty() || !current.heading.empty()) {
      declarations.push_back({current.section,
                              current.participant,
                              current.id,
                              std::exchange(current.heading, {}),
                              std::exchange(current.text, {}),
                              {}});
      treaty::Declaration& last = declarations.back();
      last.articles = articles_in(last.heading + '\n' + last.text);
    }
    has_body = false;
  };
  const bool one_piece = raw.section == kTerritorialApplication;
  for (const std::string_view line : lines) {
    const bool heading = !one_piece && is_heading(line);
    const bool date = !one_piece && is_date_line(line);
    if (has_body && (heading || date)) finish();
    if (heading) {
      current.heading += (current.heading.empty() ? "" : " ") + std::string{line};
    } else {
      if (!current.text.empty()) current.text += '\n';
      current.text += line;
      has_body = has_body || !date;
    }
  }
  finish();
  return declarations;
}

}  // namespace feeds
