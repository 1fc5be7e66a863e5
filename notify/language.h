#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "treaty/act.h"
#include "treaty/day.h"
#include "treaty/particulars.h"

namespace notify {

/// How a language writes days, lists and the words of the field, and the names that it has. English
/// is the language of the record itself and needs no file; every other one is read from
/// `DIR/<language>/language.toml`, whose comments describe it.
///
/// What exists in English alone comes back between two marks, so that the forms of a message can
/// say that it is English: see unmarked() and with_english_marked().
class Language {
 public:
  Language() = default;  ///< English
  /// The language whose code is the folder's name. Throws std::runtime_error that names the file,
  /// and the line, of a fault.
  explicit Language(const std::filesystem::path& folder);

  [[nodiscard]] const std::string& code() const { return code_; }  ///< RFC 5646: "fr"
  [[nodiscard]] bool is_english() const { return code_ == "en"; }
  /// A translation that no translator has confirmed: the folder has no file `reviewed`.
  [[nodiscard]] bool is_unreviewed() const { return unreviewed_; }

  [[nodiscard]] std::string day(treaty::Day day) const;              ///< "1er juillet 2003"
  [[nodiscard]] std::string instant(treaty::Instant instant) const;  ///< day and time, in UTC
  [[nodiscard]] std::string list(const std::vector<std::string>& items) const;
  [[nodiscard]] std::string list(const std::vector<treaty::Named>& participants) const;

  /// The official short name; the depositary's English form where the language has none.
  [[nodiscard]] std::string participant(const std::optional<treaty::ParticipantId>& id,
                                        const std::string& english) const;
  /// A treaty's official name, or `english`, or "no. XVIII-16" in the language's words.
  [[nodiscard]] std::string treaty(const std::string& number, const std::string& english) const;
  /// What a rule file or our own law says, from a closed list of sentences and names.
  [[nodiscard]] std::string phrase(const std::string& english) const;
  /// Marked as English.
  [[nodiscard]] std::string foreign(std::string_view english) const;

  [[nodiscard]] std::string act(treaty::ActKind kind) const;   ///< "ratification"
  [[nodiscard]] std::string done(treaty::ActKind kind) const;  ///< "instrument … deposited"
  /// What a participant has stated, by the particular `noun`: "reservation".
  [[nodiscard]] std::string noun(const std::string& word) const;
  /// "90 days" as a rule gives it; empty when the language has no words for it.
  [[nodiscard]] std::string wait(const std::string& words) const;

 private:
  using Table = std::map<std::string, std::string, std::less<>>;

  std::string code_ = "en";
  bool unreviewed_ = false;
  std::vector<std::string> months_;
  Table dates_;
  Table list_;
  Table and_before_;
  Table waits_;
  Table acts_;
  Table done_;
  Table nouns_;
  Table treaties_;
  Table participants_;
  Table phrases_;
};

/// Under which names are put in order: small letters without accents, as far as the languages of
/// Western Europe write them.
std::string sort_key(const std::string& name);

/// The text without the marks around what is English.
std::string unmarked(std::string text);

/// HTML, escaped, with `<span lang="en">` in the place of the marks. A mark without its other half
/// is left out.
std::string with_english_marked(std::string_view html);

/// The folders of a directory of templates that hold a language, by code.
std::vector<std::string> languages_in(const std::filesystem::path& directory);

}  // namespace notify
