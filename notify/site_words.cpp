#include "notify/site_words.h"

#include <algorithm>
#include <stdexcept>

#include "lib/plain_text.h"
#include "lib/toml.h"
#include "notify/state_view.h"

namespace notify {
namespace {

namespace fs = std::filesystem;
using Table = std::map<std::string, std::string, std::less<>>;
using Value = std::pair<std::string_view, std::string>;

[[noreturn]] void fail(const fs::path& file, const std::string& what) {
  throw std::runtime_error(file.string() + ": " + what);
}

toml::table parsed(const fs::path& file) {
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    fail(file, "line " + std::to_string(error.source().begin.line) + ": " +
                   std::string{error.description()});
  }
}

Table strings(const toml::table& root, const char* name, const fs::path& file) {
  const toml::table* table = root[name].as_table();
  if (table == nullptr) fail(file, std::string{"the table ["} + name + "] is missing");
  Table all;
  for (const auto& [key, node] : *table) {
    const auto text = node.value<std::string>();
    if (!text) {
      fail(file, "line " + std::to_string(node.source().begin.line) + ": " +
                     std::string{key.str()} + " must be a text");
    }
    all.emplace(key.str(), *text);
  }
  return all;
}

/// What English has and this language lacks, or has and English lacks.
void require_the_same(const Table& words, const Table& english, const fs::path& file) {
  for (const auto& [key, text] : english) {
    if (!words.contains(key)) fail(file, key + " is missing");
  }
  for (const auto& [key, text] : words) {
    if (!english.contains(key)) fail(file, key + " is no text of the pages");
  }
}

const std::string& found(const Table& table, std::string_view key) {
  const auto entry = table.find(key);
  if (entry == table.end()) throw std::logic_error("no words for " + std::string{key});
  return entry->second;
}

// In one pass, so that braces in a value are text; a name without a value stays.
std::string filled(std::string_view pattern, const std::vector<Value>& values) {
  std::string out;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) break;
    out += pattern.substr(0, open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const Value& one) { return one.first == name; });
    out += value == values.end() ? pattern.substr(open, close + 1 - open) : value->second;
    pattern.remove_prefix(close + 1);
  }
  return out + std::string{pattern};
}

}  // namespace

SiteWords::SiteWords(const fs::path& folder) : language_{folder} {
  const fs::path file = folder / "site.toml";
  if (!fs::exists(file)) fail(file, "cannot be read: it belongs to the installation; restore it");
  const toml::table root = parsed(file);
  zero_is_one_ = root["zero_is_one"].value_or(false);
  if (const toml::array* months = root["months"].as_array()) {
    for (const toml::node& month : *months)
      months_.push_back(month.value_or(std::string{}));
  }
  if (months_.size() != 12) fail(file, "months must be the short names of twelve months");
  words_ = strings(root, "words", file);
  regions_ = strings(root, "regions", file);
  kinds_ = strings(root, "kinds", file);
  chapters_ = strings(root, "chapters", file);
  if (language_.is_english()) return;
  const fs::path reference = folder.parent_path() / "en" / "site.toml";
  const toml::table english = parsed(reference);
  require_the_same(words_, strings(english, "words", reference), file);
  require_the_same(regions_, strings(english, "regions", reference), file);
  require_the_same(kinds_, strings(english, "kinds", reference), file);
  require_the_same(chapters_, strings(english, "chapters", reference), file);
}

std::string SiteWords::say(std::string_view key, Values values) const {
  return filled(found(words_, key), {values.begin(), values.end()});
}

std::string SiteWords::count(const std::string& key, int n, Values more) const {
  const bool one = n == 1 || (n == 0 && zero_is_one_);
  std::vector<Value> values{more.begin(), more.end()};
  values.emplace_back("n", std::to_string(n));
  return filled(found(words_, key + (one ? "_one" : "_many")), values);
}

const std::string& SiteWords::short_month(unsigned month) const {
  return months_.at(month - 1);
}

std::string SiteWords::short_day(treaty::Day day) const {
  const auto ymd = day.ymd();
  return say("short_day", {{"day", std::to_string(static_cast<unsigned>(ymd.day()))},
                           {"month", short_month(static_cast<unsigned>(ymd.month()))},
                           {"year", std::to_string(static_cast<int>(ymd.year()))}});
}

std::string SiteWords::days(treaty::Day first, treaty::Day last) const {
  if (last <= first) return language_.day(first);
  const auto from = first.ymd();
  const auto until = last.ymd();
  // The first of a month has a form of its own in some languages.
  const bool short_form = from.year() == until.year() && from.month() == until.month() &&
                          static_cast<unsigned>(from.day()) > 1;
  if (short_form) {
    const std::string day = std::to_string(static_cast<unsigned>(from.day()));
    return say("range_in_month", {{"first", day}, {"last", language_.day(last)}});
  }
  return say("range", {{"first", language_.day(first)}, {"last", language_.day(last)}});
}

std::string SiteWords::region(const std::string& english) const {
  const auto name = regions_.find(english);
  return name == regions_.end() ? language_.foreign(english) : name->second;
}

std::string SiteWords::kind(std::string_view name) const {
  return found(kinds_, name);
}

std::string SiteWords::chapter(const std::string& roman) const {
  const auto name = chapters_.find(roman);
  if (name == chapters_.end()) return say("chapter", {{"chapter", roman}});
  return say("chapter_named", {{"chapter", roman}, {"name", name->second}});
}

std::string SiteWords::treaty(const std::string& number, const std::string& english) const {
  if (english.empty() && language_.is_english()) return say("treaty", {{"number", number}});
  return capitalized(lib::one_line(language_.treaty(number, english), kName));
}

void SiteWords::add_to(lib::mustache::data& view) const {
  lib::mustache::data words;
  for (const auto& [key, text] : words_) {
    if (text.find('{') == std::string::npos && !text.empty()) {
      words.set(key, lib::mustache::data{text});
    }
  }
  view.set("w", words);
}

std::vector<std::string> site_languages_in(const fs::path& directory) {
  std::vector<std::string> codes = languages_in(directory);
  std::erase_if(
      codes, [&](const std::string& code) { return !fs::exists(directory / code / "site.toml"); });
  return codes;
}

}  // namespace notify
