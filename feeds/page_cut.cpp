#include "feeds/page_cut.h"

#include <algorithm>
#include <array>
#include <vector>

#include "feeds/page_places.h"
#include "lib/html_guard.h"
#include "lib/html_scan.h"
#include "lib/text.h"

namespace feeds {
namespace {

using lib::HtmlTag;

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view known) { return lib::same_name(name, known); });
}

bool is_void(std::string_view name) {
  constexpr std::array<std::string_view, 10> kVoid = {"br",   "img", "input", "hr",   "meta",
                                                      "link", "col", "area",  "base", "embed"};
  return is_one_of(name, kVoid);
}

// Elements whose end tags are often left out: they tell nothing about how deep a page nests.
bool ends_by_itself(std::string_view name) {
  constexpr std::array<std::string_view, 8> kThese = {"td", "tr", "p",      "li",
                                                      "th", "dd", "option", "dt"};
  return is_one_of(name, kThese);
}

// Elements of a page's frame: inside of a piece a parser has ways of its own with them.
bool is_frame_of_page(std::string_view name) {
  constexpr std::array<std::string_view, 7> kFrame = {"form",     "body",   "html", "head",
                                                      "frameset", "script", "style"};
  return is_one_of(name, kFrame);
}

// Behind another character than these a parser begins to guess: "</td<b>".
bool is_plain_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return lib::is_ascii_letter(c) || lib::is_digit(c); });
}

// In libxml2 an end tag closes only elements of its own rank or lower.
int rank(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, int>, 10> kRanks = {{{"td", 160},
                                                                        {"tr", 170},
                                                                        {"div", 150},
                                                                        {"table", 190},
                                                                        {"th", 160},
                                                                        {"thead", 180},
                                                                        {"tbody", 180},
                                                                        {"tfoot", 180},
                                                                        {"body", 200},
                                                                        {"html", 220}}};
  constexpr int kOthers = 100;
  const auto* found = std::find_if(kRanks.begin(), kRanks.end(), [&](const auto& known) {
    return lib::same_name(name, known.first);
  });
  return found == kRanks.end() ? kOthers : found->second;
}

// The elements open inside the piece that is being cut out, the piece itself first.
class OpenElements {
 public:
  [[nodiscard]] bool none() const { return open_.empty(); }
  [[nodiscard]] std::size_t depth() const { return open_.size(); }

  void open(std::string_view name) { open_.push_back({name, rank(name)}); }

  // False when the tag may end something outside of the piece.
  bool close(std::string_view name) {
    const int own = rank(name);
    for (std::size_t i = open_.size(); i > 0; --i) {
      const Element& element = open_[i - 1];
      if (element.rank > own) return true;
      if (element.rank == own && lib::same_name(element.name, name)) {
        open_.resize(i - 1);
        return true;
      }
    }
    return false;
  }

 private:
  struct Element {
    std::string_view name;
    int rank = 0;
  };
  std::vector<Element> open_;
};

class Cutter {
 public:
  explicit Cutter(std::string_view page) : page_{page} {}

  std::optional<PageCut> run() {
    lib::HtmlTags tags{page_};
    while (const auto tag = tags.next()) {
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
    if (is_void(tag.name) || ends_by_itself(tag.name)) return begins_no_piece(tag);
    if (tag.closing) {
      nesting_ -= nesting_ > 0 ? 1 : 0;
      return true;
    }
    if (lib::same_name(tag.name, "form")) into().push_back(tag.text);
    const Part part = part_of(tag.attribute("id"));
    const bool table = lib::same_name(tag.name, "table");
    if (part == Part::below) below_ = true;
    if (part == Part::status && lib::same_name(tag.name, "a")) {
      into().push_back(tag.text);
    } else if (table || lib::same_name(tag.name, "div")) {
      if (part != Part::none || (table && draws_data(tag.attribute("class")))) {
        return begin_piece(tag);
      }
    } else if (part != Part::none) {
      return false;
    }
    return tag.self_closing || ++nesting_ < lib::kDeepestHtml;
  }

  static bool begins_no_piece(const HtmlTag& tag) {
    return tag.closing || part_of(tag.attribute("id")) == Part::none;
  }

  bool begin_piece(const HtmlTag& tag) {
    if (tag.self_closing) return false;
    found_ = true;
    from_ = tag.at;
    inside_.open(tag.name);
    return true;
  }

  bool within(const HtmlTag& tag) {
    if (is_frame_of_page(tag.name)) return false;
    if (!tag.closing) {
      if (!tag.self_closing && !is_void(tag.name)) inside_.open(tag.name);
      return inside_.depth() < lib::kDeepestHtml;
    }
    if (!inside_.close(tag.name)) return false;
    if (inside_.none()) into().push_back(page_.substr(from_, tag.end() - from_));
    return true;
  }

  std::vector<std::string_view>& into() { return below_ ? cut_.below : cut_.status; }

  std::string_view page_;
  PageCut cut_;
  OpenElements inside_;
  std::size_t from_ = 0;     // of the piece
  std::size_t nesting_ = 0;  // outside of the pieces
  bool below_ = false;
  bool found_ = false;
};

}  // namespace

std::optional<PageCut> cut_page(std::string_view page) {
  return Cutter{page}.run();
}

}  // namespace feeds
