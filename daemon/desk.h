#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "daemon/clock.h"
#include "daemon/settings.h"
#include "feeds/reading_exceptions.h"
#include "store/database.h"
#include "treaty/assess.h"
#include "treaty/assessment.h"
#include "treaty/participant.h"
#include "treaty/record.h"
#include "treaty/rule.h"
#include "treaty/what_if.h"

namespace service {

/// The data files, loaded and checked.
struct Library {
  std::map<std::string, treaty::Rule> rules;  ///< by number
  treaty::Participants participants;
  feeds::ReadingExceptions exceptions;
  Groups groups;
};

/// Which state of the law, and of our knowledge, a question is about.
struct AsOf {
  std::optional<treaty::Day> day;           ///< the legal state on that day
  std::optional<treaty::Instant> known_on;  ///< what we held by then
};

/// How fresh what we hold about a treaty is.
struct Freshness {
  std::optional<treaty::Instant> last_good_check;
  bool stale = true;  ///< never checked, or not for two intervals and an hour
  std::string fault;  ///< what is wrong with its sources now; empty when nothing is
  std::optional<treaty::Instant> next_check;
};

/// What the service knows, kept at hand: the records in memory and the law applied to them. All
/// questions come here; only the poller changes a record.
class Desk {
 public:
  Desk(store::Database& database, const Library& library, const Settings& settings, Clock& clock);

  [[nodiscard]] const treaty::Record& record(const std::string& number);
  [[nodiscard]] const treaty::Rule* rule(const std::string& number) const;
  [[nodiscard]] const std::map<std::string, treaty::Rule>& rules() const { return library_.rules; }
  [[nodiscard]] const treaty::Participants& participants() const { return participants_; }
  /// Knows a participant under one more name from now on, as a person decided; false when there is
  /// no such participant or the name is another's.
  bool know_as(const std::string& name, const treaty::ParticipantId& id);
  /// To be called when the library holds other data than before.
  void on_new_data();
  [[nodiscard]] const feeds::ReadingExceptions& exceptions() const { return library_.exceptions; }
  /// By how many the totals at the source are known to exceed its table.
  [[nodiscard]] treaty::Totals printed_more(const std::string& number) const;
  [[nodiscard]] bool tracks(const std::string& number) const;

  treaty::Assessment assess(const std::string& number, const AsOf& as_of = {});
  treaty::Assessment assess(const treaty::Record& record);  ///< of a record that is not kept yet

  /// As `assess`, with what is supposed; or why that cannot be supposed, a sentence.
  std::variant<treaty::Assessment, std::string> what_if(
      const std::string& number, const std::vector<treaty::Supposition>& suppositions);

  Freshness freshness(const std::string& number);
  /// Whether what was last checked well at `checked` is too old at `at`; see Freshness::stale.
  [[nodiscard]] bool is_stale(const std::optional<treaty::Instant>& checked,
                              treaty::Instant at) const;

  /// Forgets the record in memory; it is loaded anew when asked for. To be called after a step was
  /// recorded.
  void forget(const std::string& number) { records_.erase(number); }

 private:
  treaty::AssessOptions options_for(const std::string& number, const AsOf& as_of);

  store::Database& database_;
  const Library& library_;
  const Settings& settings_;
  Clock& clock_;
  treaty::Participants participants_;  // the library's, with the names that people decided on
  std::map<std::string, treaty::Record> records_;
};

}  // namespace service
