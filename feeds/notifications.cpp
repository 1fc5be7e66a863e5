#include "feeds/notifications.h"

#include <set>

#include "lib/text.h"

namespace feeds {
namespace {

std::string_view digits_at(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && lib::is_digit(text[n]))
    ++n;
  return text.substr(0, n);
}

std::string_view without_gap(std::string_view text) {
  while (!text.empty() && (lib::is_space(text.front()) || text.front() == '.'))
    text.remove_prefix(1);
  return text;
}

// "96.1976 .TREATIES-4 of 31 March 1976" after "C.N.": the rest of the reference, or nothing.
std::string reference_at(std::string_view text) {
  text = without_gap(text);
  const std::string_view number = digits_at(text);
  text = without_gap(text.substr(number.size()));
  const std::string_view year = digits_at(text);
  if (number.empty() || year.size() != 4) return {};
  text = without_gap(text.substr(year.size()));
  std::string reference = "C.N." + std::string{number} + '.' + std::string{year};
  constexpr std::string_view kTreaties = "TREATIES";
  if (!text.starts_with(kTreaties)) return reference;
  reference += ".TREATIES";
  text.remove_prefix(kTreaties.size());
  std::size_t n = 0;
  while (n < text.size() && (lib::is_ascii_letter(text[n]) || lib::is_digit(text[n]) ||
                             text[n] == '-' || text[n] == '.' || text[n] == '/'))
    ++n;
  std::string_view suffix = text.substr(0, n);
  while (!suffix.empty() && (suffix.back() == '.' || suffix.back() == '-'))
    suffix.remove_suffix(1);
  return reference + std::string{suffix};
}

}  // namespace

std::vector<std::string> notifications_in(std::string_view text) {
  std::vector<std::string> references;
  std::set<std::string> known;
  constexpr std::string_view kMark = "C.N.";
  for (std::size_t at = text.find(kMark); at != std::string_view::npos;
       at = text.find(kMark, at + 1)) {
    std::string reference = reference_at(text.substr(at + kMark.size()));
    if (!reference.empty() && known.insert(reference).second) {
      references.push_back(std::move(reference));
    }
  }
  return references;
}

}  // namespace feeds
