#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feeds/repair.h"

namespace feeds {

/// Text without markup. Blocks and `<br>` end a line ('\n'); white space is folded inside lines.
struct RichText {
  std::string text;
  std::vector<std::string> marks;  ///< footnote marks: what stood in superscript, in order
  bool mended = false;  ///< damaged characters or markup other than marks and links were taken out

  [[nodiscard]] std::string line() const&;  ///< the text as one line
  [[nodiscard]] std::string line() &&;
  [[nodiscard]] bool empty() const { return text.empty() && marks.empty(); }
};

/// Makes text without markup of the elements and texts of which it is told, in order. White space
/// is settled at the end.
class TextCollector {
 public:
  explicit TextCollector(Repairs& repairs) : repairs_{&repairs} {}

  void text(std::string_view words) { where_words_go() += words; }
  /// Where words may be added instead: anew after each element.
  std::string& where_words_go() { return in_mark_ > 0 ? mark_ : text_; }
  void open(std::string_view name);  ///< in lower case
  void close(std::string_view name);
  /// The text; the collector is then as new.
  RichText finish();

 private:
  void add_line(std::string_view line, RichText& rich);
  void take_marks();

  Repairs* repairs_;
  std::string text_;
  std::string mark_;
  std::vector<std::string> marks_;
  int in_mark_ = 0;
  bool mended_ = false;
};

}  // namespace feeds
