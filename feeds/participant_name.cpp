#include "feeds/participant_name.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "lib/text.h"

namespace feeds {
namespace {

using treaty::Participant;
using treaty::Participants;

const Participant* find_without_article(std::string_view name, const Participants& participants) {
  constexpr std::array<std::string_view, 2> kBehind = {" (the)", ", the"};
  constexpr std::string_view kBefore = "the ";
  for (const std::string_view article : kBehind) {
    if (name.size() <= article.size()) continue;
    const std::size_t rest = name.size() - article.size();
    if (lib::starts_with_ignoring_case(name.substr(rest), article)) {
      return participants.find_by_name(name.substr(0, rest));
    }
  }
  if (!lib::starts_with_ignoring_case(name, kBefore)) return nullptr;
  return participants.find_by_name(name.substr(kBefore.size()));
}

const Participant* find_known(std::string_view name, const Participants& participants) {
  const Participant* known = participants.find_by_name(name);
  return known != nullptr ? known : find_without_article(name, participants);
}

// Where a list of marks begins at the end of a name: "3, 4a", "[1]", "(2)". The size of the name
// when there is none.
std::size_t marks_begin(std::string_view name) {
  std::size_t begin = name.size();
  while (begin > 0) {
    std::size_t i = begin;
    const auto skip = [&](std::string_view these) {
      while (i > 0 && these.find(name[i - 1]) != std::string_view::npos)
        --i;
    };
    skip(" ,)]");
    if (i > 1 && lib::is_ascii_letter(name[i - 1]) && lib::is_digit(name[i - 2])) --i;
    const std::size_t behind_digits = i;
    while (i > 0 && lib::is_digit(name[i - 1]))
      --i;
    if (i == behind_digits) break;
    skip(" ,([");
    begin = i;
  }
  return begin;
}

std::vector<std::string> marks_in(std::string_view text) {
  std::vector<std::string> marks;
  std::string mark;
  for (const char c : text) {
    const bool part = lib::is_digit(c) || lib::is_ascii_letter(c);
    if (part) mark += c;
    if (!part && !mark.empty()) marks.push_back(std::exchange(mark, {}));
  }
  if (!mark.empty()) marks.push_back(std::move(mark));
  return marks;
}

}  // namespace

const Participant* find_participant(std::string& name, std::vector<std::string>& marks,
                                    const Participants& participants) {
  if (const Participant* known = find_known(name, participants)) return known;
  const std::size_t begin = marks_begin(name);
  if (begin == 0 || begin == name.size()) return nullptr;
  const Participant* known = find_known(std::string_view{name}.substr(0, begin), participants);
  if (known == nullptr) return nullptr;
  std::vector<std::string> found = marks_in(std::string_view{name}.substr(begin));
  std::move(found.begin(), found.end(), std::back_inserter(marks));
  name.resize(begin);
  return known;
}

void take_stars(std::string& text, std::vector<std::string>& marks) {
  const auto ends_with_mark = [&] {
    return text.ends_with('*') || text.ends_with(' ') || (text.ends_with(',') && !marks.empty());
  };
  while (ends_with_mark()) {
    if (text.ends_with('*')) marks.emplace_back("*");
    text.pop_back();
  }
}

}  // namespace feeds
