#include "lib/accept_language.h"

#include <algorithm>
#include <charconv>

#include <boost/algorithm/string/split.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include "lib/text.h"

namespace lib {
namespace {

struct Range {
  std::string language;
  double weight = 1;
};

// Letters, digits and hyphens, or the asterisk for any (RFC 4647 section 2.1).
bool is_range(std::string_view text) {
  constexpr std::string_view kMarks = "abcdefghijklmnopqrstuvwxyz0123456789-";
  return text == "*" || (!text.empty() && text.find_first_not_of(kMarks) == std::string_view::npos);
}

}  // namespace

std::vector<std::string> accepted_languages(std::string_view header) {
  std::vector<Range> ranges;
  // Each item by itself: Beast's ext_list gives an item without parameters those of the one before.
  std::vector<std::string> items;
  boost::algorithm::split(items, header, [](char c) { return c == ','; });
  for (const std::string& item : items) {
    const std::size_t end = std::min(item.find(';'), item.size());
    Range range{lower_ascii(folded_space(std::string_view{item}.substr(0, end)))};
    if (!is_range(range.language)) continue;
    for (const auto& [key, value] :
         boost::beast::http::param_list{std::string_view{item}.substr(end)}) {
      if (key != "q" && key != "Q") continue;
      const auto read = std::from_chars(value.data(), value.data() + value.size(), range.weight);
      if (read.ec != std::errc{}) range.weight = 0;
    }
    if (range.weight > 0) ranges.push_back(std::move(range));
  }
  std::stable_sort(ranges.begin(), ranges.end(),
                   [](const Range& a, const Range& b) { return a.weight > b.weight; });
  std::vector<std::string> languages;
  for (Range& range : ranges)
    languages.push_back(std::move(range.language));
  return languages;
}

std::string first_known_language(std::string_view header, const std::vector<std::string>& known) {
  for (const std::string& language : accepted_languages(header)) {
    std::string primary = language.substr(0, language.find('-'));
    if (std::find(known.begin(), known.end(), primary) != known.end()) return primary;
  }
  return {};
}

}  // namespace lib
