#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/settings.h"
#include "lib/json.h"
#include "store/database.h"
#include "store/events.h"
#include "store/outbox.h"

namespace service {

/// Which of a treaty's declarations are asked for; what is not set selects nothing out.
struct DeclarationQuery {
  std::optional<treaty::ParticipantId> participant;
  std::string article;  ///< "35" finds "35(2)" too
  std::optional<treaty::Instant> known_on;
};

/// The JSON of the socket's answers, under /v1. Days are ISO 8601, instants RFC 3339 in UTC; what
/// is not known is null. Every answer carries `schema`, `as_of`, `last_good_check` and `stale`.
/// Fields are added, never renamed or removed, within schema 1.
class Answers {
 public:
  struct World {
    Desk& desk;
    store::Database& database;
    Clock& clock;
    const Settings& settings;
  };
  explicit Answers(World world) : world_{world} {}

  lib::json::object status();
  lib::json::object treaties();
  /// The assessment, with the freshness, the latest acts and what is next.
  lib::json::object treaty(const std::string& number, const AsOf& as_of);
  lib::json::object participants(const std::string& number, const AsOf& as_of);
  lib::json::object explain(const std::string& number, const AsOf& as_of);
  /// The rule that the quoted clause comes to, for a person to accept: `toml` is a rule file,
  /// `words` what it was read from; or `why_not`. It is used for nothing.
  lib::json::object proposed_rule(const std::string& number);
  /// The assessment as it would be, or why that cannot be supposed.
  std::variant<lib::json::object, std::string> what_if(
      const std::string& number, const std::vector<treaty::Supposition>& suppositions);
  lib::json::object history(const std::string& number, const AsOf& as_of);
  /// Every treaty that is known by number: from the collection's lists, the rule files and `track`,
  /// in order of chapter; with `search`, those whose number or name has it, case ignored.
  lib::json::object catalogue(const std::string& search);
  /// What is shown now, or was when we knew it then; in the depositary's words.
  lib::json::object declarations(const std::string& number, const DeclarationQuery& query);
  lib::json::object events(const store::EventQuery& query);
  /// One event with the document that shows it and the rows of its participant; nullopt when there
  /// is none of that id.
  std::optional<lib::json::object> event(const std::string& id);
  /// A participant across all that is tracked: its acts, since when it is bound, its declarations.
  lib::json::object participant(const treaty::Participant& participant);
  lib::json::object deliveries(const store::DeliveryQuery& query);
  /// What every answer carries, over all that is tracked.
  lib::json::object freshness();
  /// The claims that wait, those that a person has decided included.
  lib::json::object holds();

 private:
  void add_freshness(lib::json::object& answer, const std::string& number, const AsOf& as_of = {});
  lib::json::object summary(const std::string& number);

  World world_;
};

/// One delivery, as deliveries() gives it.
lib::json::object delivery_answer(const store::Delivery& delivery);

/// One event with its place in the sequence, as events() and the streams give it.
lib::json::object event_answer(const store::StoredEvent& event);

}  // namespace service
