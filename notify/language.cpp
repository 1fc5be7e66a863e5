#include "notify/language.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "lib/text.h"
#include "lib/toml.h"
#include "treaty/wait.h"

namespace notify {
namespace {

namespace fs = std::filesystem;

// Private-use characters: no text of the field has them, and one that did would change nothing but
// where a reader is told that words are English.
constexpr std::string_view kEnglishBegins = "\xEE\x80\x8A";
constexpr std::string_view kEnglishEnds = "\xEE\x80\x8B";

[[noreturn]] void fail(const fs::path& file, const std::string& what) {
  throw std::runtime_error(file.string() + ": " + what);
}

// "{day} {month}" with its values put in; a name without a value stays.
std::string filled(std::string pattern, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    const std::string place = '{' + name + '}';
    for (std::size_t at = pattern.find(place); at != std::string::npos;
         at = pattern.find(place, at + value.size())) {
      pattern.replace(at, place.size(), value);
    }
  }
  return pattern;
}

void erase_all(std::string& text, std::string_view what) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at))
    text.erase(at, what.size());
}

template <typename Table>
const std::string* found(const Table& table, std::string_view key) {
  const auto entry = table.find(key);
  return entry == table.end() ? nullptr : &entry->second;
}

struct Reader {
  fs::path file;
  toml::table root;

  explicit Reader(fs::path path) : file{std::move(path)} {
    try {
      root = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
      fail(file, "line " + std::to_string(error.source().begin.line) + ": " +
                     std::string{error.description()});
    }
  }

  // Every value of a table of strings; `member` names it where the values are tables themselves.
  [[nodiscard]] std::map<std::string, std::string, std::less<>> strings(
      const char* name, const char* member = nullptr) const {
    std::map<std::string, std::string, std::less<>> all;
    const toml::table* table = root[name].as_table();
    if (table == nullptr) fail(file, std::string{"the table ["} + name + "] is missing");
    for (const auto& [key, node] : *table) {
      const auto value = member == nullptr ? node.value<std::string>()
                                           : (*table)[key][member].value<std::string>();
      if (!value) {
        fail(file, "line " + std::to_string(node.source().begin.line) + ": " +
                       std::string{key.str()} + " must be a text");
      }
      all.emplace(key.str(), *value);
    }
    return all;
  }
};

void require(const Reader& reader, const auto& table,
             std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (found(table, key) == nullptr) fail(reader.file, std::string{key} + " is missing");
  }
}

std::string two(long long n) {
  return (n < 10 ? "0" : "") + std::to_string(n);
}

}  // namespace

Language::Language(const fs::path& folder) : code_{folder.filename().string()} {
  if (is_english()) return;
  unreviewed_ = !fs::exists(folder / "reviewed");
  const Reader reader{folder / "language.toml"};
  dates_ = reader.strings("dates");
  require(reader, dates_, {"day", "first_day", "instant"});
  list_ = reader.strings("list");
  require(reader, list_, {"comma", "and", "number"});
  and_before_ = reader.strings("and_before");
  waits_ = reader.strings("waits");
  acts_ = reader.strings("acts", "name");
  done_ = reader.strings("acts", "done");
  for (const treaty::ActKind kind : treaty::all_act_kinds())
    require(reader, acts_, {name_of(kind)});
  nouns_ = reader.strings("nouns");
  require(
      reader, nouns_,
      {"declaration", "reservation", "declaration_and_reservation", "interpretative_declaration",
       "understanding", "objection", "notification", "territorial_application", "withdrawal"});
  treaties_ = reader.strings("treaties");
  phrases_ = reader.strings("phrases");
  participants_ = reader.strings("participants");
  const toml::array* months = reader.root["months"].as_array();
  if (months != nullptr) {
    for (const toml::node& month : *months)
      months_.push_back(month.value_or(std::string{}));
  }
  if (months_.size() != 12) fail(reader.file, "months must be the names of twelve months");
}

std::string Language::day(treaty::Day day) const {
  if (is_english()) return day.words();
  const auto ymd = day.ymd();
  const auto number = static_cast<unsigned>(ymd.day());
  return filled(dates_.find(number == 1 ? "first_day" : "day")->second,
                {{"day", std::to_string(number)},
                 {"month", months_.at(static_cast<unsigned>(ymd.month()) - 1)},
                 {"year", std::to_string(static_cast<int>(ymd.year()))}});
}

std::string Language::instant(treaty::Instant instant) const {
  const auto days = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time{instant - days};
  const std::string pattern = is_english() ? "{day}, {hour}:{minute} UTC" : dates_.at("instant");
  return filled(pattern, {{"day", day(treaty::Day::from_sys_days(days))},
                          {"hour", two(time.hours().count())},
                          {"minute", two(time.minutes().count())}});
}

std::string Language::list(const std::vector<std::string>& items) const {
  const std::string comma = is_english() ? ", " : list_.at("comma");
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && i + 1 < items.size()) text += comma;
    if (i > 0 && i + 1 == items.size()) {
      std::string last = is_english() ? " and " : list_.at("and");
      for (const auto& [beginning, other] : and_before_) {
        if (items[i].starts_with(beginning)) last = other;
      }
      text += last;
    }
    text += items[i];
  }
  return text;
}

std::string Language::list(const std::vector<treaty::Named>& participants) const {
  std::vector<std::string> names;
  for (const treaty::Named& one : participants)
    names.push_back(participant(one.id, one.name));
  return list(names);
}

std::string Language::participant(const std::optional<treaty::ParticipantId>& id,
                                  const std::string& english) const {
  const std::string* name = id ? found(participants_, id->str()) : nullptr;
  return name != nullptr ? *name : foreign(english);
}

std::string Language::treaty(const std::string& number, const std::string& english) const {
  if (const std::string* name = found(treaties_, number)) return *name;
  if (!english.empty()) return foreign(english);
  return is_english() ? "treaty " + number : filled(list_.at("number"), {{"number", number}});
}

std::string Language::phrase(const std::string& english) const {
  const std::string* words = found(phrases_, english);
  return words != nullptr ? *words : foreign(english);
}

std::string Language::foreign(std::string_view english) const {
  if (is_english() || english.empty()) return std::string{english};
  return std::string{kEnglishBegins} + unmarked(std::string{english}) + std::string{kEnglishEnds};
}

std::string Language::act(treaty::ActKind kind) const {
  const std::string* words = found(acts_, name_of(kind));
  return words != nullptr ? *words : words_of(kind);
}

std::string Language::done(treaty::ActKind kind) const {
  const std::string* words = found(done_, name_of(kind));
  return words != nullptr ? *words : words_of(kind);
}

std::string Language::noun(const std::string& word) const {
  const std::string* words = found(nouns_, word);
  return words != nullptr ? *words : word;
}

std::string Language::wait(const std::string& words) const {
  if (is_english()) return words;
  const auto wait = treaty::wait_from_words(words);
  if (!wait) return {};
  const bool one = wait->amount == 1;
  const char* key = "none";
  switch (wait->style) {
    case treaty::WaitStyle::none: break;
    case treaty::WaitStyle::days: key = one ? "day" : "days"; break;
    case treaty::WaitStyle::months: key = one ? "month" : "months"; break;
    case treaty::WaitStyle::years: key = one ? "year" : "years"; break;
    case treaty::WaitStyle::month_after_months: key = "month_after_months"; break;
    case treaty::WaitStyle::month_after_days: key = "month_after_days"; break;
    case treaty::WaitStyle::nth_month: key = "nth_month"; break;
  }
  const std::string* pattern = found(waits_, key);
  return pattern == nullptr ? std::string{}
                            : filled(*pattern, {{"n", std::to_string(wait->amount)}});
}

std::string sort_key(const std::string& name) {
  // U+00C0 to U+00DF and, 32 further on, the same in small letters: two bytes, the first 0xC3.
  constexpr std::string_view kBase = "aaaaaaaceeeeiiiidnooooo*ouuuuyts";
  std::string key;
  const std::string text = lib::lower_ascii(unmarked(name));
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (text[i] == '\xC3' && next >= 0x80U && next <= 0xBFU) {
      key += kBase[(next - 0x80U) % kBase.size()];
      ++i;
    } else {
      key += text[i];
    }
  }
  return key;
}

std::string unmarked(std::string text) {
  erase_all(text, kEnglishBegins);
  erase_all(text, kEnglishEnds);
  return text;
}

std::string with_english_marked(std::string_view html) {
  std::string out;
  while (!html.empty()) {
    const std::size_t begin = html.find(kEnglishBegins);
    if (begin == std::string_view::npos) break;
    out += unmarked(std::string{html.substr(0, begin)});
    html.remove_prefix(begin + kEnglishBegins.size());
    const std::size_t end = html.find(kEnglishEnds);
    if (end == std::string_view::npos || html.substr(0, end).find('<') != std::string_view::npos ||
        html.substr(0, end).find(kEnglishBegins) != std::string_view::npos) {
      continue;
    }
    out += "<span lang=\"en\">" + std::string{html.substr(0, end)} + "</span>";
    html.remove_prefix(end + kEnglishEnds.size());
  }
  return out + unmarked(std::string{html});
}

std::vector<std::string> languages_in(const fs::path& directory) {
  std::vector<std::string> codes;
  for (const fs::directory_entry& entry : fs::directory_iterator{directory}) {
    if (fs::exists(entry.path() / "notice.txt.mustache")) {
      codes.push_back(entry.path().filename().string());
    }
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

}  // namespace notify
