#include "lib/html_guard.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "lib/html_scan.h"
#include "lib/text.h"

namespace lib {
namespace {

// Elements that never hold others, or that the next of their kind closes: they do not add depth.
bool is_flat(std::string_view name) {
  constexpr std::array<std::string_view, 26> kFlat = {
      "area",  "base",  "br",   "col",   "dd",     "dt",    "embed", "hr",     "img",
      "input", "li",    "link", "meta",  "option", "p",     "param", "source", "tbody",
      "td",    "tfoot", "th",   "thead", "tr",     "track", "wbr",   "body"};
  return std::find(kFlat.begin(), kFlat.end(), name) != kFlat.end();
}

bool is_cell_border(std::string_view name) {
  return name == "td" || name == "th" || name == "tr";
}

// Follows the open elements as a parser would, and edits the text where they grow too many. With
// `edit` false it only finds out whether that happens.
class Tamer {
 public:
  Tamer(std::string_view html, bool edit) : html_{html}, edit_{edit} {}

  TamedHtml run() {
    HtmlTags tags{html_};
    while (const auto tag = tags.next())
      tag->closing ? close(*tag) : open(*tag);
    if (edit_) tamed_.text.append(html_.substr(copied_));
    return std::move(tamed_);
  }

 private:
  struct Element {
    std::size_t name;  // in names_
    bool open;         // false: closed early, so that its end tag must be left out
  };

  void open(const HtmlTag& tag) {
    const std::string lowered = lower_ascii(tag.name);
    const std::size_t at = tag.at;
    if (tag.attributes > kMostAttributes) {
      found(at);
      replace(at, tag.end(), '<' + lowered + '>');
    }
    if (is_cell_border(lowered)) close_down_to_table(at);
    if (tag.self_closing || is_flat(lowered)) return;
    const bool too_many_tables = lowered == "table" && open_tables() >= kDeepestTables;
    if (open_.size() >= kDeepestHtml || too_many_tables) {
      found(at);
      const bool table_ends_all = !open_.empty() && is_table(open_.back());
      if (table_ends_all || too_many_tables) close_tables(at);
      close_down_to_table_early(at);
    }
    const std::size_t name = number_of(lowered);
    open_.push_back(elements_.size());
    elements_.push_back({name, true});
    ++names_[name].second;
  }

  void close(const HtmlTag& tag) {
    const std::string lowered = lower_ascii(tag.name);
    const std::size_t at = tag.at;
    if (is_cell_border(lowered)) close_down_to_table(at);
    if (is_flat(lowered)) return;
    const std::size_t name = number_of(lowered);
    if (names_[name].second == 0) return;
    bool matched = false;
    while (!matched) {
      const Element element = elements_.back();
      matched = element.name == name;
      if (matched && !element.open) replace(at, tag.end(), "");
      pop(matched ? std::nullopt : std::optional{at});
    }
  }

  // Ends the innermost element; with `at`, by an end tag written there if it is still open.
  void pop(std::optional<std::size_t> at) {
    const Element element = elements_.back();
    if (element.open) {
      if (at) replace(*at, *at, "</" + names_[element.name].first + '>');
      open_.pop_back();
    }
    --names_[element.name].second;
    elements_.pop_back();
  }

  bool is_table(std::size_t element) const {
    return names_[elements_[element].name].first == "table";
  }

  std::size_t open_tables() const {
    return static_cast<std::size_t>(std::count_if(
        open_.begin(), open_.end(), [&](std::size_t element) { return is_table(element); }));
  }

  // A cell's border ends what its neighbours left open.
  void close_down_to_table(std::size_t at) {
    const bool in_table = open_tables() > 0;
    while (in_table && !(elements_.back().open && is_table(elements_.size() - 1)))
      pop(at);
  }

  // Writes an end tag for the innermost open element and remembers it: the real one is left out
  // when it comes.
  void close_one_early(std::size_t at) {
    Element& element = elements_[open_.back()];
    replace(at, at, "</" + names_[element.name].first + '>');
    element.open = false;
    open_.pop_back();
  }

  void close_down_to_table_early(std::size_t at) {
    while (!open_.empty() && !is_table(open_.back()))
      close_one_early(at);
  }

  // The outer half of the tables stays open: one of them is the table of the page.
  void close_tables(std::size_t at) {
    const std::size_t stay = std::min(kDeepestTables / 2, open_tables() - 1);
    while (open_tables() > stay)
      close_one_early(at);
  }

  std::size_t number_of(const std::string& name) {
    const auto [entry, added] = numbers_.emplace(name, names_.size());
    if (added) names_.emplace_back(name, 0);
    return entry->second;
  }

  void found(std::size_t at) {
    if (tamed_.tags++ == 0) tamed_.first = at;
  }

  void replace(std::size_t from, std::size_t to, std::string_view with) {
    if (!edit_) return;
    from = std::max(from, copied_);
    tamed_.text.append(html_.substr(copied_, from - copied_));
    tamed_.text.append(with);
    copied_ = std::max(to, from);
  }

  std::string_view html_;
  bool edit_;
  TamedHtml tamed_;
  std::size_t copied_ = 0;
  std::vector<Element> elements_;
  std::vector<std::size_t> open_;  // of elements_, never more than kDeepestHtml
  std::map<std::string, std::size_t, std::less<>> numbers_;
  std::vector<std::pair<std::string, std::size_t>> names_;  // and how many of it are in elements_
};

}  // namespace

std::optional<TamedHtml> tame_html(std::string_view html) {
  if (Tamer{html, false}.run().tags == 0) return std::nullopt;
  return Tamer{html, true}.run();
}

}  // namespace lib
