#pragma once

// The one place where CLI11 is included: it costs seconds, so only main files come here.
#include <memory>
#include <sstream>
#include <string>

#include <CLI/CLI.hpp>

namespace lib {

/// Help pages for a terminal of 80 columns: descriptions are broken at spaces.
class NarrowHelp final : public CLI::Formatter {
 public:
  NarrowHelp() { column_width(kNames); }

  std::string make_option_desc(const CLI::Option* option) const override {
    return broken(CLI::Formatter::make_option_desc(option));
  }
  std::string make_subcommand(const CLI::App* command) const override {
    std::ostringstream out;
    CLI::detail::format_help(out, command->get_display_name(true),
                             broken(command->get_description()), kNames);
    return out.str();
  }

 private:
  static constexpr std::size_t kColumns = 80;
  static constexpr std::size_t kNames = 24;

  static std::string broken(const std::string& text) {
    std::string lines;
    std::size_t used = 0;
    std::istringstream words{text};
    for (std::string word; words >> word;) {
      if (used > 0 && used + 1 + word.size() > kColumns - kNames) {
        lines += '\n';
        used = 0;
      }
      if (used > 0) {
        lines += ' ';
        ++used;
      }
      lines += word;
      used += word.size();
    }
    return lines;
  }
};

}  // namespace lib
