#include "lib/mustache.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "lib/text.h"

namespace lib {
namespace {

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    throw std::runtime_error("cannot read the template " + path.string() +
                             ": it belongs to the installation; restore it");
  }
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

// "Unclosed tag at 123": the library counts bytes, people count lines.
std::string with_line(const std::string& fault, const std::string& text) {
  const std::size_t at = fault.rfind(" at ");
  if (at == std::string::npos) return fault;
  std::size_t offset = 0;
  for (const char c : std::string_view{fault}.substr(at + 4)) {
    if (!is_digit(c)) return fault;
    offset = offset * 10 + static_cast<std::size_t>(c - '0');
  }
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return "line " + std::to_string(1 + std::count(text.begin(), end, '\n')) + ": " +
         fault.substr(0, at);
}

bool is_section_tag_alone(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return false;
  line = line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
  if (line.size() < 5 || !line.starts_with("{{") || !line.ends_with("}}")) return false;
  const std::string_view inside = line.substr(2, line.size() - 4);
  return std::string_view{"#^/!"}.find(inside.front()) != std::string_view::npos &&
         inside.find_first_of("{}") == std::string_view::npos;
}

// Stands in an empty line that follows a tag, so that the library does not take it for the tag's
// own line; removed from what is rendered.
constexpr char kKeepLine = '\x01';

// The library drops such a line only when its section is rendered.
std::string without_standalone_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_section_tag_alone(line)) {
      const std::size_t tag = line.find("{{");
      out += line.substr(tag, line.rfind("}}") + 2 - tag);
    } else {
      if (line.empty() && out.ends_with("}}")) out += kKeepLine;
      out += line;
      out += '\n';
    }
  }
  return out;
}

std::string escaped_markdown(const std::string& value) {
  std::string out;
  for (const char c : value) {
    if (std::string_view{"\\`*_[]<>&|~#"}.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

Template::Template(const std::filesystem::path& path, Escape escape) : parsed_{std::string{}} {
  const std::string text = read_whole(path);
  const mustache::mustache as_written{text};
  if (!as_written.is_valid()) {
    throw std::runtime_error("template " + path.string() + ", " +
                             with_line(as_written.error_message(), text));
  }
  parsed_ = mustache::mustache{without_standalone_lines(text)};
  if (escape == Escape::none) {
    parsed_.set_custom_escape([](const std::string& value) { return value; });
  } else if (escape == Escape::markdown) {
    parsed_.set_custom_escape(escaped_markdown);
  }
}

std::string Template::render(const mustache::data& view) {
  std::string text = parsed_.render(view);
  std::erase(text, kKeepLine);
  return text;
}

}  // namespace lib
