#include "notify/subscriber.h"

#include <string>
#include <vector>

#include "support/catch.h"

using notify::audience;
using notify::is_milestone;
using notify::matches;
using notify::Subscriber;
using treaty::Event;
using treaty::EventKind;
using treaty::ParticipantId;

namespace {

Subscriber reader(const char* id) {
  return {.id = id, .target = notify::MailTarget{"anna@example.org", "Anna"}};
}

Event event(EventKind kind, const char* number = "XVIII-16") {
  return {.id = "e", .kind = kind, .treaty = number};
}

Event deposit_of(const char* participant) {
  Event deposit = event(EventKind::deposit);
  deposit.participant = ParticipantId{participant};
  return deposit;
}

}  // namespace

TEST_CASE("without a filter a reader gets every event but faults and heartbeats", "[subscriber]") {
  const Subscriber anna = reader("anna");
  CHECK(matches(anna, event(EventKind::signature)));
  CHECK(matches(anna, event(EventKind::deadline_passed, "XXVII-7-d")));
  CHECK_FALSE(matches(anna, event(EventKind::source_broken)));
  CHECK_FALSE(matches(anna, event(EventKind::heartbeat, "")));
  CHECK_FALSE(matches(anna, event(EventKind::notice_retracted)));
}

TEST_CASE("the parts of a filter are joined by and", "[subscriber]") {
  Subscriber anna = reader("anna");
  anna.filter.treaties = {"XVIII-16"};
  CHECK_FALSE(matches(anna, event(EventKind::deposit, "XVIII-12")));
  anna.filter.participants = {{ParticipantId{"FRA"}, "France"}};
  CHECK(matches(anna, deposit_of("FRA")));
  CHECK_FALSE(matches(anna, deposit_of("QAT")));
  CHECK_FALSE(matches(anna, event(EventKind::eif_computed)));
  anna.filter.kinds = {EventKind::signature};
  CHECK_FALSE(matches(anna, deposit_of("FRA")));
}

TEST_CASE("milestones only leaves out single acts", "[subscriber]") {
  Subscriber anna = reader("anna");
  anna.filter.milestones_only = true;
  CHECK(matches(anna, event(EventKind::milestone_count)));
  CHECK(matches(anna, event(EventKind::eif_moved)));
  CHECK_FALSE(matches(anna, event(EventKind::deposit)));
  CHECK_FALSE(matches(anna, event(EventKind::fact_corrected)));
  CHECK(is_milestone(EventKind::notice_retracted));
}

TEST_CASE("a heartbeat reaches those who ask for it by name", "[subscriber]") {
  Subscriber anna = reader("anna");
  anna.filter.treaties = {"XVIII-16"};
  anna.filter.kinds = {EventKind::heartbeat};
  CHECK(matches(anna, event(EventKind::heartbeat, "")));
}

TEST_CASE("faults of a source reach operators of that treaty alone", "[subscriber]") {
  Subscriber operator_ = reader("ops");
  operator_.is_operator = true;
  operator_.filter.treaties = {"XVIII-16"};
  operator_.filter.milestones_only = true;
  CHECK(matches(operator_, event(EventKind::source_suspect)));
  CHECK(matches(operator_, event(EventKind::source_broken, "")));
  CHECK_FALSE(matches(operator_, event(EventKind::source_broken, "XVIII-12")));
}

TEST_CASE("a correction follows everybody who was told what it corrects", "[subscriber]") {
  std::vector<Subscriber> all = {reader("anna"), reader("ben"), reader("cleo")};
  all[0].filter.treaties = {"XVIII-12"};
  all[1].filter.treaties = {"XVIII-12"};
  Event correction = event(EventKind::fact_corrected);
  correction.corrects = "old";
  const auto told = audience(all, correction, {"ben"});
  REQUIRE(told.size() == 2);
  CHECK(told[0]->id == "ben");
  CHECK(told[1]->id == "cleo");

  Event retraction = event(EventKind::notice_retracted);
  retraction.corrects = "old";
  const auto owed = audience(all, retraction, {"anna"});
  REQUIRE(owed.size() == 1);
  CHECK(owed[0]->id == "anna");
}

TEST_CASE("a group lets through whoever belonged to it on the legal day", "[subscriber]") {
  const auto day = [](const char* iso) { return treaty::Day::from_iso(iso).value(); };
  notify::Group group{.name = "EU", .members = {}};
  group.members[ParticipantId{"GBR"}] = {{day("1973-01-01"), day("2020-01-31")}};
  group.members[ParticipantId{"FRA"}] = {{day("1958-01-01"), {}}};
  Subscriber anna = reader("anna");
  anna.filter.groups = {std::make_shared<const notify::Group>(group)};
  Event deposit = deposit_of("GBR");
  deposit.first_seen = treaty::Instant{day("2021-06-01").sys_days()};
  deposit.date = day("2020-01-31");
  CHECK(matches(anna, deposit));
  deposit.date = day("2020-02-01");
  CHECK_FALSE(matches(anna, deposit));
  deposit.date.reset();  // then the day on which it was seen counts
  CHECK_FALSE(matches(anna, deposit));
  CHECK(matches(anna, deposit_of("FRA")));
  CHECK_FALSE(matches(anna, deposit_of("QAT")));
  CHECK_FALSE(matches(anna, event(EventKind::eif_computed)));
  anna.filter.participants = {{ParticipantId{"QAT"}, "Qatar"}};
  CHECK(matches(anna, deposit_of("QAT")));
  CHECK(matches(anna, deposit_of("FRA")));
}

TEST_CASE("mail shares its server's target, a command stands for itself", "[subscriber]") {
  CHECK(notify::target_key(notify::MailTarget{"a@example.org", ""}) == "mail");
  CHECK(notify::target_key(notify::MailTarget{"a@example.org", "", "north"}) == "mail:north");
  CHECK(notify::target_key(notify::CommandTarget{.argv = {"/usr/bin/apprise", "-t"}}) ==
        "command:/usr/bin/apprise");
  CHECK(notify::target_key(notify::WebhookTarget{.url = "https://Hooks.example.org/a/b"}) ==
        "webhook:hooks.example.org:443");
}
