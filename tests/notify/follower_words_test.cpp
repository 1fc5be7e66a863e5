#include <string>

#include "notify/message.h"
#include "notify/samples.h"
#include "support/catch.h"

using namespace tests;

namespace {

notify::Templates words_in(const char* code) {
  return {TREATYD_SOURCE_DIR "/config/templates", code};
}

notify::Templates english() {
  return words_in("en");
}

}  // namespace

TEST_CASE("a filter is told in words", "[message]") {
  const notify::Templates words = english();
  notify::Filter filter;
  CHECK(words.following(filter) == "every event of all treaties");
  filter.treaties = {"XVIII-16", "XVIII-12"};
  CHECK(words.following(filter) == "every event of XVIII-16 and XVIII-12");
  filter.milestones_only = true;
  CHECK(words.following(filter) == "milestones of XVIII-16 and XVIII-12");
  filter.milestones_only = false;
  filter.kinds = {treaty::EventKind::deposit, treaty::EventKind::signature};
  filter.participants = {{treaty::ParticipantId{"FRA"}, "France"}};
  CHECK(words.following(filter) == "deposits and signatures about France of XVIII-16 and XVIII-12");
  filter.milestones_only = true;
  CHECK(words.following(filter) ==
        "deposits and signatures that are milestones about France of XVIII-16 and XVIII-12");
}

TEST_CASE("a schedule is told in words", "[message]") {
  using notify::When;
  const notify::Templates words = english();
  CHECK(words.schedule({}).empty());
  CHECK(words.schedule({.weekends = false}) == "at once, but not on weekends");
  CHECK(words.schedule({.when = When::weekly, .zone = "Europe/Vienna"}) ==
        "every Monday at 8:00 (Europe/Vienna)");
  CHECK(words.schedule({.when = When::daily, .weekends = false}) ==
        "from Monday to Friday at 8:00 (UTC)");
  CHECK(words.schedule({.when = When::monthly, .hour = 17}) ==
        "on the first of each month at 17:00 (UTC)");
  CHECK(words.schedule({.when = When::monthly, .weekends = false}) ==
        "on the first working day of each month at 8:00 (UTC)");
}

TEST_CASE("what a filter would have sent is told with how far that reaches", "[message]") {
  const notify::Templates words = english();
  const treaty::Instant since = instant("2026-11-01", 8);
  CHECK(words.preview({.days = 90, .notices = 3, .watching_since = since}) ==
        "This filter would have sent 3 notices in the last 90 days.");
  CHECK(words.preview({.days = 90, .notices = 1, .watching_since = since, .watched = 12}) ==
        "This filter would have sent 1 notice in the last 90 days. The record has been watched for "
        "12 days of them.");
  CHECK(words.preview({.days = 90}) ==
        "This filter would have sent 0 notices in the last 90 days. Nothing has been looked at "
        "yet.");
}

TEST_CASE("how to leave is told only where there is an address for it", "[message]") {
  const notify::Leave leave = english().leave("", "leave@treatyd.example.org", "leave anna");
  CHECK(leave.sentence == "write to leave@treatyd.example.org with the subject \"leave anna\"");
  CHECK(leave.href == "mailto:leave@treatyd.example.org?subject=leave%20anna");
  CHECK(english().leave("", "", "leave anna").sentence.empty());
}

TEST_CASE("a filter is told in the reader's language", "[message]") {
  notify::Filter filter;
  filter.treaties = {"XVIII-16"};
  filter.kinds = {treaty::EventKind::deposit, treaty::EventKind::deadline_approaching};
  filter.participants = {{treaty::ParticipantId{"CIV"}, "Côte d'Ivoire"},
                         {treaty::ParticipantId{"DEU"}, "Germany"}};
  CHECK(words_in("fr").following(filter) ==
        "les événements de nature «\u202Fdépôts et échéances prochaines\u202F» "
        "(participants\u202F: Côte d'Ivoire et Allemagne) pour XVIII-16");
  CHECK(words_in("es").following(filter) ==
        "los acontecimientos de tipo «depósitos y plazos próximos» (participantes: Côte d'Ivoire y "
        "Alemania) de XVIII-16");
}

TEST_CASE("every kind of event has words in every language", "[message]") {
  for (const char* code : {"en", "fr", "es"}) {
    const notify::Templates words = words_in(code);
    for (int i = 0; i <= static_cast<int>(treaty::EventKind::heartbeat); ++i) {
      notify::Filter filter;
      filter.kinds = {static_cast<treaty::EventKind>(i)};
      // A name with a dot in it is no word; one that is missing throws.
      const std::string name{treaty::name_of(filter.kinds[0])};
      const std::string told = words.following(filter);
      INFO(told);
      CHECK_FALSE((name.find('.') != std::string::npos && told.find(name) != std::string::npos));
    }
  }
}
