#include "feeds/page_cut.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "feeds/page_places.h"
#include "lib/html_guard.h"
#include "lib/html_scan.h"
#include "lib/text.h"

namespace feeds {
namespace {

using lib::HtmlTag;

constexpr std::uint64_t key(std::string_view name) {
  return lib::html_key(name);
}

bool is_void(const HtmlTag& tag) {
  switch (tag.key) {
    case key("br"):
    case key("img"):
    case key("input"):
    case key("hr"):
    case key("meta"):
    case key("link"):
    case key("col"):
    case key("area"):
    case key("base"):
    case key("embed"): return true;
    default: return false;
  }
}

// Elements whose end tags are often left out: they tell nothing about how deep a page nests.
bool ends_by_itself(const HtmlTag& tag) {
  switch (tag.key) {
    case key("td"):
    case key("tr"):
    case key("p"):
    case key("li"):
    case key("th"):
    case key("dd"):
    case key("option"):
    case key("dt"): return true;
    default: return false;
  }
}

// Elements of a page's frame: inside of a piece a parser has ways of its own with them.
bool is_frame_of_page(const HtmlTag& tag) {
  switch (tag.key) {
    case key("form"):
    case key("body"):
    case key("html"):
    case key("head"):
    case key("frameset"):
    case key("script"):
    case key("style"): return true;
    default: return false;
  }
}

// Behind another character than these a parser begins to guess: "</td<b>".
bool is_plain_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return lib::is_ascii_letter(c) || lib::is_digit(c); });
}

// In libxml2 an end tag closes only elements of its own rank or lower.
int rank(const HtmlTag& tag) {
  switch (tag.key) {
    case key("div"): return 150;
    case key("td"):
    case key("th"): return 160;
    case key("tr"): return 170;
    case key("thead"):
    case key("tbody"):
    case key("tfoot"): return 180;
    case key("table"): return 190;
    case key("body"): return 200;
    case key("html"): return 220;
    default: return 100;
  }
}

// The elements open inside the piece that is being cut out, the piece itself first.
class OpenElements {
 public:
  [[nodiscard]] bool none() const { return open_.empty(); }
  [[nodiscard]] std::size_t depth() const { return open_.size(); }

  void open(const HtmlTag& tag) { open_.push_back({tag.name, tag.key, rank(tag)}); }

  // False when the tag may end something outside of the piece.
  bool close(const HtmlTag& tag) {
    const int own = rank(tag);
    for (std::size_t i = open_.size(); i > 0; --i) {
      const Element& element = open_[i - 1];
      if (element.rank > own) return true;
      const bool same =
          element.key == tag.key && (tag.key != 0 || lib::same_name(element.name, tag.name));
      if (element.rank == own && same) {
        open_.resize(i - 1);
        return true;
      }
    }
    return false;
  }

 private:
  struct Element {
    std::string_view name;
    std::uint64_t key = 0;
    int rank = 0;
  };
  std::vector<Element> open_;
};

class Cutter {
 public:
  Cutter(std::string_view page, Extent extent, Tables tables)
      : page_{page}, extent_{extent}, tables_{tables} {}

  std::optional<PageCut> run() {
    lib::HtmlTags tags{page_};
    while (const auto tag = tags.next()) {
      if (extent_ == Extent::head_and_table && inside_.none() && begins_below(*tag)) break;
      if (tables_ == Tables::perhaps_plain && take_plain_table(*tag)) {
        tags.go_to(static_cast<std::size_t>(cut_.table->end() - page_.begin()));
        continue;
      }
      const bool fits = tag->attributes <= lib::kMostAttributes && is_plain_name(tag->name) &&
                        (inside_.none() ? between(*tag) : within(*tag));
      if (!fits) return std::nullopt;
    }
    if (!inside_.none() || !found_ || tags.ran_off()) return std::nullopt;
    return std::move(cut_);
  }

 private:
  // A tag outside of the pieces: it may begin one.
  bool between(const HtmlTag& tag) {
    if (is_void(tag) || ends_by_itself(tag)) return begins_no_piece(tag);
    if (tag.closing) {
      nesting_ -= nesting_ > 0 ? 1 : 0;
      return true;
    }
    if (tag.key == key("form")) into().push_back(tag.text);
    const Part part = part_of(tag.attribute("id"));
    const bool table = tag.key == key("table");
    if (part == Part::below) below_ = true;
    if (part == Part::status && tag.key == key("a")) {
      into().push_back(tag.text);
    } else if (table || tag.key == key("div")) {
      if (part != Part::none || (table && draws_data(tag.attribute("class")))) {
        return begin_piece(tag);
      }
    } else if (part != Part::none) {
      return false;
    }
    return tag.self_closing || ++nesting_ < lib::kDeepestHtml;
  }

  bool take_plain_table(const HtmlTag& tag) {
    static const lib::WordSearch kEnd{"</table>"};
    constexpr std::size_t kEndLength = 8;
    const bool first = !cut_.table && inside_.none() && !below_;
    if (!first || tag.key != key("table") || tag.closing || tag.self_closing) return false;
    if (tag.attribute("id").find(place::kTable) == std::string_view::npos) return false;
    const std::size_t end = kEnd.find_in(page_, tag.end());
    if (end == std::string_view::npos) return false;
    cut_.table = page_.substr(tag.at, end + kEndLength - tag.at);
    found_ = true;
    return true;
  }

  static bool begins_below(const HtmlTag& tag) {
    return tag.attributes > 0 && !tag.closing && part_of(tag.attribute("id")) == Part::below;
  }

  static bool begins_no_piece(const HtmlTag& tag) {
    return tag.closing || part_of(tag.attribute("id")) == Part::none;
  }

  bool begin_piece(const HtmlTag& tag) {
    if (tag.self_closing) return false;
    found_ = true;
    from_ = tag.at;
    inside_.open(tag);
    return true;
  }

  bool within(const HtmlTag& tag) {
    if (is_frame_of_page(tag)) return false;
    if (!tag.closing) {
      if (!tag.self_closing && !is_void(tag)) inside_.open(tag);
      return inside_.depth() < lib::kDeepestHtml;
    }
    if (!inside_.close(tag)) return false;
    if (inside_.none()) into().push_back(page_.substr(from_, tag.end() - from_));
    return true;
  }

  std::vector<std::string_view>& into() { return below_ ? cut_.below : cut_.status; }

  std::string_view page_;
  Extent extent_;
  Tables tables_;
  PageCut cut_;
  OpenElements inside_;
  std::size_t from_ = 0;     // of the piece
  std::size_t nesting_ = 0;  // outside of the pieces
  bool below_ = false;
  bool found_ = false;
};

}  // namespace

std::optional<PageCut> cut_page(std::string_view page, Extent extent, Tables tables) {
  return Cutter{page, extent, tables}.run();
}

}  // namespace feeds
