#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "lib/mustache.h"
#include "notify/language.h"
#include "treaty/assessment.h"
#include "treaty/wording.h"

namespace notify {

using treaty::capitalized;

// What every template sees: harmless values, and the state of play of a treaty.

inline constexpr std::size_t kName = 160;
inline constexpr std::size_t kHeadline = 200;
inline constexpr std::size_t kText = 4000;

/// Set as one harmless line, see lib::one_line; not at all when it is empty, so that its section is
/// left out.
void set_text(lib::mustache::data& view, const char* name, std::string_view text,
              std::size_t limit = kText);
void set_flag(lib::mustache::data& view, const std::string& name, bool value);
void set_number(lib::mustache::data& view, const char* name, int n);
void set_day(lib::mustache::data& view, const char* name, const std::optional<treaty::Day>& day,
             const Language& language = {});

/// "the UN Convention against Cybercrime", one harmless line; in other languages without article.
std::string name_in_sentence(const std::optional<treaty::Assessment>& assessment,
                             const std::string& number, const Language& language = {});

/// The figures: rule, reached, count, one_counts, needed, one_needed, remaining, one_remains,
/// parties, one_party, same, differences ([{difference}] in English, else [{participant,
/// in_register, why, act}]), signatures, state_none … state_ended, date, threshold_day, computed,
/// disputed, wait, thresholds
/// [{name, parties, states_parties, deposited}], deadlines [{name, date}], bar {done, left} in
/// percent.
lib::mustache::data state_view(const treaty::Assessment& assessment, const Language& language = {});

/// The sentences on the state of play, which every format of every message prints alike.
class StateWords {
 public:
  /// Reads count.mustache, register.mustache and date.mustache; throws as lib::Template does.
  explicit StateWords(const std::filesystem::path& folder);

  /// Adds count_sentence, register_sentence and date_sentence to a state_view.
  void add_to(lib::mustache::data& state);

 private:
  lib::Template count_;
  lib::Template register_;
  lib::Template date_;
};

}  // namespace notify
