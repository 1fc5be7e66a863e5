#pragma once

#include <string>
#include <string_view>

namespace feeds {

/// What was mended while text was read, by kind. The raw bytes are evidence and stay as they are;
/// only the text in a Reading is mended.
///
/// Defined damage of the collection, and nothing else, is mended:
/// - control characters that are Unicode punctuation cut to its low byte (0x1C is U+201C “), and
///   bytes 0x80 to 0x9F, which are windows-1252 in a document that calls itself iso-8859-1;
/// - a bare `&` in XML, kept as `&`;
/// - markup that was escaped into text (`&lt;i&gt;`), taken out;
/// - no-break and other spaces of Unicode, tabs and line breaks inside a text of one line, made one
///   space.
struct Repairs {
  int characters = 0;
  int ampersands = 0;
  int markup = 0;
  int spaces = 0;
  int unknown = 0;  ///< control characters without a known meaning, made U+FFFD

  void add(const Repairs& more) {
    characters += more.characters;
    ampersands += more.ampersands;
    markup += more.markup;
    spaces += more.spaces;
    unknown += more.unknown;
  }
  [[nodiscard]] int total() const { return characters + ampersands + markup + spaces; }
};

/// True for a text that needs nothing of what follows here, as most do: one line, white space only
/// as single spaces inside of it, nothing that may be damage.
bool is_plain_line(std::string_view utf8);

/// True when mended_characters would replace something.
bool has_damage(std::string_view utf8);

/// The text with damaged characters replaced by the table above.
std::string mended_characters(std::string_view utf8, Repairs& repairs);

/// As lib::folded_space, and counts each run that was anything but single plain spaces.
std::string folded_line(std::string_view text, Repairs& repairs);

/// How many `&` of an XML document begin no reference.
int bare_ampersands(std::string_view xml);

}  // namespace feeds
