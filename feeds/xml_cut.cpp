#include "feeds/xml_cut.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "feeds/repair.h"
#include "feeds/xml_rows.h"

namespace feeds {
namespace {

// The end of the first tag that reads so in the text. Its name begins with a letter that is rare
// there: the search then takes no time.
std::size_t end_of_tag(std::string_view text, std::string_view tag, std::size_t from = 0) {
  const std::size_t bracket = tag.find_first_not_of("</");
  const std::string_view name = tag.substr(bracket);
  for (std::size_t at = text.find(name, from); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    if (text.substr(0, at).ends_with(tag.substr(0, bracket))) return at + name.size();
  }
  return std::string_view::npos;
}

constexpr std::size_t kNowhere = std::string_view::npos;

// Where the participant table ends, or the head of a document that has none; kNowhere when that is
// not sure, or the document is not whole.
std::size_t end_of_table(std::string_view bytes) {
  constexpr std::size_t kUsuallyWithin = 32;  // of the end
  const std::size_t tail = bytes.size() - std::min(bytes.size(), kUsuallyWithin);
  if (bytes.find("</Document>", tail) == kNowhere) return kNowhere;
  std::size_t end = end_of_tag(bytes, "</Participants>");
  if (end == kNowhere) {
    const std::size_t data = end_of_tag(bytes, "</ExternalData>");
    if (data == kNowhere || end_of_tag(bytes, "<Participants") != kNowhere) return kNowhere;
    end = end_of_tag(bytes, "</Header>", data);
  }
  // What stands in a comment is perhaps not of the text.
  const bool sure = end != kNowhere && end_of_tag(bytes.substr(0, end), "<!") == kNowhere;
  return sure ? end : kNowhere;
}

}  // namespace

std::optional<XmlCut> cut_xml(std::string_view bytes, Extent extent) {
  const std::size_t end = end_of_table(bytes);
  if (end == kNowhere) return std::nullopt;
  XmlCut parts;
  std::size_t rest = 0;
  const std::size_t rows = end_of_tag(bytes.substr(0, end), "<Rows>");
  if (rows != kNowhere) {
    const std::string_view before = bytes.substr(0, rows);
    const std::size_t group = end_of_tag(before, "<TGroup");
    const std::size_t body = before.find_last_not_of(" \t\r\n", before.rfind('<') - 1);
    const bool in_body = before.substr(0, body + 1).ends_with("<Tbody>");
    const bool only =
        in_body && group != kNowhere && end_of_tag(before, "<TGroup", group) == kNowhere;
    constexpr std::size_t kLikelyColumns = 3;
    auto plain = only ? read_plain_rows(bytes, rows, kLikelyColumns, parts.repairs) : std::nullopt;
    if (plain && end_of_tag(bytes.substr(plain->end, end - plain->end), "<TGroup") == kNowhere) {
      parts.rows = std::move(plain->rows);
      parts.repairs.ampersands = bare_ampersands(bytes.substr(rows, plain->end - rows));
      parts.parsed = before;
      rest = plain->end;
    } else {
      parts.repairs = {};
    }
  }
  if (extent == Extent::whole) {
    parts.parsed += bytes.substr(rest);
  } else {
    parts.parsed += bytes.substr(rest, end - rest);
    parts.parsed += "</Treaty></Document>";
  }
  return parts;
}

}  // namespace feeds
