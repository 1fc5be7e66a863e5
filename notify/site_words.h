#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/mustache.h"
#include "notify/language.h"

namespace notify {

/// The words of the public pages, images, feeds and calendars in a language, from
/// `DIR/<language>/site.toml`. A text that is missing there is a fault of the file, so that no page
/// is half in another language.
class SiteWords {
 public:
  /// Throws std::runtime_error that names the file, and the line where there is one.
  explicit SiteWords(const std::filesystem::path& folder);

  [[nodiscard]] const Language& language() const { return language_; }

  using Values = std::initializer_list<std::pair<std::string_view, std::string>>;
  /// The text of that name, its braces filled in. Values that are no words of ours must be
  /// harmless already.
  [[nodiscard]] std::string say(std::string_view key, Values values = {}) const;
  /// KEY_one or KEY_many, {n} filled in with the number.
  [[nodiscard]] std::string count(const std::string& key, int n, Values more = {}) const;

  /// "3 Nov 2026", for tables and images.
  [[nodiscard]] std::string short_day(treaty::Day day) const;
  [[nodiscard]] const std::string& short_month(unsigned month) const;  ///< from 1
  [[nodiscard]] std::string days(treaty::Day first, treaty::Day last) const;

  [[nodiscard]] std::string region(const std::string& english) const;
  [[nodiscard]] std::string kind(std::string_view name) const;  ///< of events, by its fixed name
  [[nodiscard]] std::string chapter(const std::string& roman) const;  ///< "XVIII. Penal matters"
  /// A treaty's name at the beginning of a line, "Treaty XVIII-16" without one; one harmless line.
  [[nodiscard]] std::string treaty(const std::string& number, const std::string& english) const;

  /// Sets `w`: every text without braces, by its name.
  void add_to(lib::mustache::data& view) const;

 private:
  using Table = std::map<std::string, std::string, std::less<>>;

  Language language_;
  bool zero_is_one_ = false;
  std::vector<std::string> months_;
  Table words_;
  Table regions_;
  Table kinds_;
  Table chapters_;
};

/// The folders of a directory of templates whose language has words for the public pages, by code.
std::vector<std::string> site_languages_in(const std::filesystem::path& directory);

}  // namespace notify
