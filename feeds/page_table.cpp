#include "feeds/page_table.h"

#include <string>
#include <utility>

#include "feeds/page_places.h"
#include "feeds/text_collector.h"
#include "lib/html_guard.h"
#include "lib/html_regular.h"

namespace feeds {
namespace {

class TableEvents : public lib::HtmlEvents {
 public:
  explicit TableEvents(Repairs& repairs) : collector_{repairs} {}

  bool open(std::string_view name, const lib::HtmlTag& tag) override {
    if (name == "table") return ++tables_ == 1;
    if (tables_ == 0 || ++depth_ > kDeepest || !has_plain_attributes(name, tag)) return false;
    if (name == "tr") {
      row_.cells.reserve(table_.headings.size());
    } else if (name == "td" || name == "th") {
      in_cell_ = true;
    } else {
      collector_.open(name);
    }
    return true;
  }

  bool text(std::string_view as_written) override {
    return !in_cell_ ||
           lib::append_regular_text(collector_.where_words_go(), as_written, lib::References::read);
  }

  bool close(std::string_view name) override {
    --depth_;
    if (name == "td" || name == "th") {
      row_.cells.push_back(collector_.finish());
      in_cell_ = false;
    } else if (name == "tr") {
      end_row();
    } else if (in_cell_) {
      collector_.close(name);
    }
    return true;
  }

  bool ends_open() override { return false; }

  RawTable take() { return std::move(table_); }

 private:
  static constexpr int kDeepest = 20;

  // No place of the page, nothing that spans columns or that a browser hides.
  static bool has_plain_attributes(std::string_view name, const lib::HtmlTag& tag) {
    if (tag.attributes == 0) return true;
    if (tag.attributes > lib::kMostAttributes) return false;
    lib::HtmlAttributes attributes{tag};
    while (attributes.next()) {
      switch (lib::html_key(attributes.name())) {
        case lib::html_key("id"):
          if (part_of(attributes.value()) != Part::none) return false;
          break;
        case lib::html_key("colspan"): return false;
        case lib::html_key("class"):
          if (name == "p") return false;
          break;
        default: break;
      }
    }
    return true;
  }

  void end_row() {
    if (table_.headings.empty()) {
      table_.headings = std::exchange(row_.cells, {});
    } else {
      table_.rows.push_back(std::exchange(row_, {}));
    }
  }

  TextCollector collector_;
  RawTable table_;
  RawRow row_;
  int tables_ = 0;
  int depth_ = 0;
  bool in_cell_ = false;
};

}  // namespace

std::optional<RawTable> read_plain_table(std::string_view html, Repairs& repairs) {
  Repairs own;
  TableEvents events{own};
  if (!lib::walk_regular_html(html, events)) return std::nullopt;
  repairs.add(own);
  return events.take();
}

}  // namespace feeds
