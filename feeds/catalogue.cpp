#include "feeds/catalogue.h"

#include <map>
#include <utility>

#include "feeds/address.h"
#include "feeds/markup.h"
#include "lib/html.h"
#include "lib/text.h"

namespace feeds {
namespace {

bool is_treaty_link(std::string_view address) {
  const std::size_t at = lib::find_ignoring_case(address, "ViewDetails");
  return at != std::string_view::npos &&
         lib::find_ignoring_case(address, ".aspx", at) != std::string_view::npos;
}

// "16. United Nations Convention …" under the number XVIII-16: the number is told already.
std::string without_number(const std::string& line) {
  std::size_t n = 0;
  while (n < line.size() && lib::is_digit(line[n]))
    ++n;
  if (n == 0) return line;
  std::size_t title = n;
  while (title < line.size() && (line[title] == '.' || lib::is_space(line[title])))
    ++title;
  return line.substr(n, 1) == "." ? line.substr(title) : line;
}

}  // namespace

std::vector<CatalogueList> catalogue_lists() {
  constexpr unsigned kLastChapter = 29;
  constexpr unsigned kTransportAndCommunications = 11;
  std::vector<CatalogueList> lists;
  for (unsigned chapter = 1; chapter <= kLastChapter; ++chapter) {
    const char last = chapter == kTransportAndCommunications ? 'E' : 'A';
    for (char part = 'A'; part <= last; ++part)
      lists.push_back({chapter, part});
  }
  return lists;
}

std::string list_address(std::string_view base, const CatalogueList& list) {
  while (base.ends_with('/'))
    base.remove_suffix(1);
  return std::string{base} + "/Pages/Treaties.aspx?id=" + std::to_string(list.chapter) +
         "&subid=" + list.part + "&clang=_en";
}

std::variant<CataloguePage, ReadFault> read_catalogue(std::string_view bytes, unsigned chapter) {
  const lib::MendedUtf8 mended = lib::mend_utf8(bytes);
  const auto parsed = lib::parse_html(mended.text);
  if (!parsed) {
    return ReadFault{"unreadable", "byte " + std::to_string(parsed.error().byte),
                     "The list cannot be read: " + parsed.error().why + "."};
  }
  CataloguePage page;
  std::map<std::string, std::size_t> places;  // of each number in the entries
  Repairs repairs;
  const lib::XmlNode root = parsed->document;
  for (lib::XmlNode node = lib::next_in(root, root); node; node = lib::next_in(node, root)) {
    const std::string_view address = node.attribute("href").value();
    if (std::string_view{node.name()} != "a" || !is_treaty_link(address)) continue;
    const std::string number = number_in_address(address);
    if (number.empty()) continue;
    const auto parsed_number = TreatyNumber::parse(number);
    if (!parsed_number) {
      page.unread.push_back(number);
      continue;
    }
    if (parsed_number->chapter() != chapter) {
      return ReadFault{"other-chapter", number,
                       "The list of chapter " + std::to_string(chapter) + " shows " + number +
                           ", which is of another chapter."};
    }
    std::string title = without_number(text_of_page(node, repairs).line());
    const auto [place, is_new] = places.emplace(number, page.entries.size());
    if (is_new) {
      page.entries.push_back({number, std::move(title)});
    } else if (std::string& known = page.entries[place->second].title;
               title.size() > known.size()) {
      known = std::move(title);
    }
  }
  if (page.entries.empty()) {
    return ReadFault{"no-entries", "the whole page",
                     "The list of chapter " + std::to_string(chapter) + " links to no treaty."};
  }
  return page;
}

}  // namespace feeds
