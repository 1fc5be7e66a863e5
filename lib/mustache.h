#pragma once

#include <filesystem>
#include <string>

// The one place where kainjow's Mustache is included.
#include <kainjow/mustache.hpp>

namespace lib {
namespace mustache = kainjow::mustache;

/// A Mustache template from a file. A line that holds nothing but a section's tag leaves no line in
/// the output, as the Mustache specification says, also where the section itself is left out.
class Template {
 public:
  enum class Escape {
    none,      ///< {{value}} as it is
    html,      ///< {{value}} with &, <, >, " and ' escaped
    markdown,  ///< {{value}} with a backslash before what CommonMark gives a meaning inside a line
  };

  /// Throws std::runtime_error that names the file, and the line of a fault.
  Template(const std::filesystem::path& path, Escape escape);

  [[nodiscard]] std::string render(const mustache::data& view);

 private:
  mustache::mustache parsed_;
};

}  // namespace lib
