#include "feeds/xml_rows.h"

#include <array>
#include <string>
#include <utility>

#include "feeds/markup.h"
#include "lib/text.h"

namespace feeds {
namespace {

class RowsReader {
 public:
  RowsReader(std::string_view document, std::size_t from, std::size_t columns, Repairs& repairs)
      : document_{document}, at_{from}, columns_{columns}, repairs_{repairs} {}

  std::optional<PlainRows> read() {
    PlainRows plain;
    while (take_tag("<Row>")) {
      RawRow row;
      row.cells.reserve(columns_);
      while (!take_tag("</Row>")) {
        if (take_tag("<Entry />") || take_tag("<Entry/>")) {
          row.cells.emplace_back();
        } else if (!take_tag("<Entry>") || !take_entry(row)) {
          return std::nullopt;
        }
      }
      plain.rows.push_back(std::move(row));
    }
    if (!document_.substr(at_).starts_with("</Rows>")) return std::nullopt;
    plain.end = at_;
    return plain;
  }

 private:
  // Behind white space.
  bool take_tag(std::string_view tag) {
    while (at_ < document_.size() && lib::is_space(document_[at_]))
      ++at_;
    if (document_.compare(at_, tag.size(), tag) != 0) return false;
    at_ += tag.size();
    return true;
  }

  bool take_entry(RawRow& row) {
    constexpr std::string_view kEnd = "</Entry>";
    const std::size_t end = document_.find('<', at_);
    if (end == std::string_view::npos || document_.compare(end, kEnd.size(), kEnd) != 0) {
      return false;
    }
    const std::string_view text = document_.substr(at_, end - at_);
    at_ = end + kEnd.size();
    if (lib::find_odd(text) == text.size()) {
      row.cells.push_back(text_of_markup(text, repairs_));
      return true;
    }
    // Of white space alone a parser makes no text.
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      row.cells.emplace_back();
      return true;
    }
    decoded_.clear();
    if (!decode(text)) return false;
    row.cells.push_back(text_of_markup(decoded_, repairs_));
    return true;
  }

  // As the parser of XML reads it. False for what is rare, and better left to that.
  bool decode(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 5> kNamed = {
        {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      if (c == '\r' || c == '\0') return false;
      if (c >= 0x80) {
        lib::append_utf8(decoded_, c);
        continue;
      }
      if (c != '&') {
        decoded_ += text[i];
        continue;
      }
      const std::string_view rest = text.substr(i);
      if (rest.starts_with("&#")) return false;
      char character = '&';
      for (const auto& [name, known] : kNamed) {
        if (!rest.starts_with(name)) continue;
        character = known;
        i += name.size() - 1;
        break;
      }
      decoded_ += character;
    }
    return true;
  }

  std::string_view document_;
  std::size_t at_;
  std::size_t columns_;
  Repairs& repairs_;
  std::string decoded_;
};

}  // namespace

std::optional<PlainRows> read_plain_rows(std::string_view document, std::size_t from,
                                         std::size_t columns, Repairs& repairs) {
  constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>";
  if (!lib::starts_with_ignoring_case(document, kDeclaration)) return std::nullopt;
  Repairs own;
  auto plain = RowsReader{document, from, columns, own}.read();
  if (plain) repairs.add(own);
  return plain;
}

}  // namespace feeds
