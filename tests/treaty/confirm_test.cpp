#include "treaty/confirm.h"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/treaties.h"

using treaty::ActKind;
using treaty::Assessment;
using treaty::Decision;
using treaty::Form;
using treaty::Reading;
using treaty::Record;
using treaty::View;
using namespace tests;

namespace {

const treaty::Day kToday = day("2026-11-23");

// A rule small enough for tests: two binding acts are the threshold, one day the wait.
Assessment assess(const Record& record) {
  Assessment state{.number = record.number, .today = kToday, .has_rule = true, .instruments = 2};
  std::vector<treaty::Day> days;
  for (const treaty::Fact& fact : record.current()) {
    if (!treaty::is_plain_signature(fact.act.kind) && !fact.act.withdrawn) {
      days.push_back(fact.act.date);
    }
  }
  std::sort(days.begin(), days.end());
  state.count = static_cast<int>(days.size());
  if (days.size() >= 2) {
    state.threshold_day = days[1];
    state.computed = days[1] + treaty::Days{1};
  }
  state.official = record.entry_into_force.date;
  return state;
}

View view(Reading reading, int hour, Form form = Form::html) {
  reading.form = form;
  return {std::move(reading), treaty::Instant{kToday.sys_days()} + std::chrono::hours{hour},
          "evidence" + std::to_string(hour)};
}

Reading with(std::vector<treaty::Act> french, std::vector<treaty::Act> albanian = {}) {
  std::vector<treaty::ReadParticipant> rows;
  if (!french.empty()) rows.push_back(row("FRA", "France", std::move(french)));
  if (!albanian.empty()) rows.push_back(row("ALB", "Albania", std::move(albanian)));
  return reading(std::move(rows));
}

std::vector<std::string> accepted(const Decision& decision) {
  std::vector<std::string> claims;
  for (const auto& change : decision.accepted)
    claims.push_back(change.claim());
  return claims;
}

using Claims = std::vector<std::string>;
const treaty::Act kSigned = act(ActKind::signature, "2025-10-25");
const treaty::Act kFreshDeposit = act(ActKind::ratification, "2026-11-20");
const treaty::Act kOldDeposit = act(ActKind::ratification, "2026-03-02");

}  // namespace

TEST_CASE("The first import takes everything, and says that it is the first") {
  const auto decision =
      treaty::decide(Record{}, {view(with({kSigned, kOldDeposit}), 1)}, {}, kToday, assess);
  CHECK(decision.first_import);
  CHECK(decision.after.current().size() == 2);
  CHECK(decision.after.title == "United Nations Convention against Cybercrime");
  CHECK(decision.pending.empty());
}

TEST_CASE("A new act of the last thirty days needs one good document") {
  const auto record = record_of(with({kSigned}));
  const auto decision =
      treaty::decide(record, {view(with({kSigned, kFreshDeposit}), 1)}, {}, kToday, assess);
  CHECK(accepted(decision) == Claims{"added FRA ratification 2026-11-20"});
}

TEST_CASE("An older act waits for a second sighting: another look") {
  const auto record = record_of(with({kSigned}));
  const auto shown = with({kSigned, kOldDeposit});
  const auto first = treaty::decide(record, {view(shown, 1)}, {}, kToday, assess);
  CHECK(accepted(first).empty());
  REQUIRE(first.pending.size() == 1);
  CHECK(first.pending[0].claim == "added FRA ratification 2026-03-02");

  const auto second = treaty::decide(record, {view(shown, 7)}, first.pending, kToday, assess);
  CHECK(accepted(second) == Claims{"added FRA ratification 2026-03-02"});
  CHECK(second.pending.empty());
}

TEST_CASE("The same look told twice is one sighting") {
  const auto record = record_of(with({kSigned}));
  const auto shown = view(with({kSigned, kOldDeposit}), 1);
  const auto first = treaty::decide(record, {shown}, {}, kToday, assess);
  CHECK(accepted(treaty::decide(record, {shown}, first.pending, kToday, assess)).empty());
}

TEST_CASE("An older act waits for a second sighting: the other form of the record") {
  const auto record = record_of(with({kSigned}));
  const auto shown = with({kSigned, kOldDeposit});
  const auto decision =
      treaty::decide(record, {view(shown, 1), view(shown, 1, Form::xml)}, {}, kToday, assess);
  CHECK(accepted(decision) == Claims{"added FRA ratification 2026-03-02"});
}

TEST_CASE("A value that flaps is forgotten when it is not shown again") {
  const auto record = record_of(with({kOldDeposit}));
  const auto other = with({act(ActKind::ratification, "2025-03-02")});
  const auto first = treaty::decide(record, {view(other, 1)}, {}, kToday, assess);
  REQUIRE(first.pending.size() == 1);
  const auto back =
      treaty::decide(record, {view(with({kOldDeposit}), 7)}, first.pending, kToday, assess);
  CHECK(back.pending.empty());
  CHECK(accepted(back).empty());
}

TEST_CASE("A row that is gone for one look changes nothing") {
  const auto record = record_of(with({kSigned}, {kSigned}));
  const auto decision = treaty::decide(record, {view(with({kSigned}), 1)}, {}, kToday, assess);
  CHECK(accepted(decision).empty());
  CHECK(decision.after.current().size() == 2);
}

TEST_CASE("What would change a headline waits, however new it is, and signatures pass") {
  const auto record = record_of(with({kOldDeposit}));
  const auto shown = with({kOldDeposit}, {act(ActKind::signature, "2026-11-19"), kFreshDeposit});
  const auto first = treaty::decide(record, {view(shown, 1)}, {}, kToday, assess);
  CHECK(accepted(first) == Claims{"added ALB signature 2026-11-19"});
  REQUIRE(first.pending.size() == 1);
  CHECK(first.pending[0].why.find("headline") != std::string::npos);
  CHECK_FALSE(first.assessment_after.threshold_day);

  const auto second = treaty::decide(first.after, {view(shown, 2)}, first.pending, kToday, assess);
  CHECK(second.assessment_after.threshold_day == day("2026-11-20"));
}

TEST_CASE("A printed date of entry into force is a claim of its own and waits") {
  const auto record = record_of(with({kOldDeposit}));
  auto shown = with({kOldDeposit});
  shown.entry_into_force = {"23 November 2026, in accordance with article 65.", kToday, {}, {}};
  const auto first = treaty::decide(record, {view(shown, 1)}, {}, kToday, assess);
  CHECK_FALSE(first.after.entry_into_force.date);
  const auto second = treaty::decide(record, {view(shown, 2)}, first.pending, kToday, assess);
  CHECK(second.after.entry_into_force.date == kToday);
}

TEST_CASE("New words about entry into force without a new date are taken as they are") {
  const auto record = record_of(with({kOldDeposit}));
  auto shown = with({kOldDeposit});
  shown.entry_into_force.text = "Not yet in force.";
  const auto decision = treaty::decide(record, {view(shown, 1)}, {}, kToday, assess);
  CHECK(decision.after.entry_into_force.text == "Not yet in force.");
  CHECK(decision.pending.empty());
}

TEST_CASE("Many acts changed at once are damage, whatever agrees with it") {
  std::vector<treaty::ReadParticipant> rows;
  std::vector<treaty::ReadParticipant> bracketed;
  for (int i = 0; i < 6; ++i) {
    const std::string id = "S" + std::to_string(i);
    rows.push_back(row(id.c_str(), id.c_str(), {kOldDeposit}));
    bracketed.push_back(
        row(id.c_str(), id.c_str(), {act(ActKind::ratification, "2026-03-02", true)}));
  }
  const auto record = record_of(reading(rows));
  const auto shown = reading(bracketed);
  const auto decision =
      treaty::decide(record, {view(shown, 1), view(shown, 1, Form::xml)}, {}, kToday, assess);
  REQUIRE(decision.doubts.size() == 1);
  CHECK(decision.doubts[0].code == "mass-change");
  CHECK(decision.accepted.empty());
}

TEST_CASE("A document without a table confirms and unsettles nothing in the table") {
  const auto record = record_of(with({kOldDeposit}));
  Reading bare;
  bare.number = "XVIII-16";
  const auto decision = treaty::decide(
      record, {view(with({kOldDeposit}), 1), view(bare, 1, Form::xml)}, {}, kToday, assess);
  CHECK(decision.accepted.empty());
  CHECK(decision.pending.empty());
  CHECK(decision.after.current().size() == 1);
}

TEST_CASE("A fault of the record that both forms show changes nothing on record at one look") {
  const auto record = record_of(with({kSigned}, {kOldDeposit}));
  const std::vector<Reading> slips = {
      with({kSigned}),                                                    // a row is gone
      with({kSigned}, {act(ActKind::ratification, "2026-03-02", true)}),  // in brackets
      with({kSigned}, {act(ActKind::ratification, "2025-03-02")}),        // another year
      with({kSigned}, {act(ActKind::accession, "2026-03-02")}),           // another kind
  };
  for (const Reading& slip : slips) {
    const std::vector<View> look = {view(slip, 1), view(slip, 1, Form::xml)};
    const auto first = treaty::decide(record, look, {}, kToday, assess);
    CHECK(accepted(first).empty());
    REQUIRE(first.pending.size() == 1);
    CHECK(first.pending[0].ripe == look[0].when + std::chrono::minutes{30});

    const auto well = with({kSigned}, {kOldDeposit});
    CHECK(treaty::decide(record, {view(well, 2)}, first.pending, kToday, assess).pending.empty());
    CHECK(accepted(treaty::decide(record, {view(slip, 2)}, first.pending, kToday, assess)).size() ==
          1);
  }
}

TEST_CASE("Two looks count as two only when enough time lies between them") {
  const auto record = record_of(with({kSigned}));
  const auto shown = with({kSigned, kOldDeposit});
  const treaty::Patience slow{.confirm_after = std::chrono::hours{3}};
  const auto first = treaty::decide(record, {view(shown, 1)}, {}, kToday, assess, slow);
  const auto soon = treaty::decide(record, {view(shown, 2)}, first.pending, kToday, assess, slow);
  CHECK(accepted(soon).empty());
  REQUIRE(soon.pending.size() == 1);
  CHECK(soon.pending[0].ripe == first.pending[0].ripe);
  CHECK(accepted(treaty::decide(record, {view(shown, 4)}, soon.pending, kToday, assess, slow))
            .size() == 1);
}

TEST_CASE("A new act that the other form does not show waits for a second look") {
  const auto record = record_of(with({kSigned}));
  const auto shown = with({kSigned, act(ActKind::ratification, "2026-11-20")});
  const auto look = [&](int hour) {
    return std::vector{view(shown, hour), view(with({kSigned}), hour, Form::xml)};
  };
  CHECK(accepted(treaty::decide(record, {view(shown, 1)}, {}, kToday, assess)).size() == 1);
  const auto first = treaty::decide(record, look(1), {}, kToday, assess);
  CHECK(accepted(first).empty());
  REQUIRE(first.pending.size() == 1);
  CHECK(first.pending[0].why.find("the other form") != std::string::npos);
  CHECK(accepted(treaty::decide(record, look(2), first.pending, kToday, assess)).size() == 1);
  CHECK(treaty::decide(record, {view(with({kSigned}), 2)}, first.pending, kToday, assess)
            .pending.empty());
}

TEST_CASE("A correction that the other form contradicts waits for a week") {
  const auto record = record_of(with({kOldDeposit}));
  const auto other = with({act(ActKind::ratification, "2025-03-02")});
  const auto look = [&](int hour) {
    return std::vector{view(other, hour), view(with({kOldDeposit}), hour, Form::xml)};
  };
  const auto first = treaty::decide(record, look(1), {}, kToday, assess);
  const auto second = treaty::decide(record, look(9), first.pending, kToday, assess);
  CHECK(accepted(second).empty());
  CHECK(accepted(treaty::decide(record, look(1 + 7 * 24), second.pending, kToday, assess)).size() ==
        1);
}

TEST_CASE("The XML form by itself takes nothing back while the page cannot be read") {
  const auto record = record_of(with({kSigned}, {kOldDeposit}));
  const auto behind = [&](int hour) { return view(with({kSigned}), hour, Form::xml); };
  const auto first = treaty::decide(record, {behind(1)}, {}, kToday, assess);
  const auto second = treaty::decide(record, {behind(3)}, first.pending, kToday, assess);
  CHECK(accepted(second).empty());
  REQUIRE(second.pending.size() == 1);
  const auto page = view(with({kSigned}, {kOldDeposit}), 4);
  CHECK(treaty::decide(record, {page}, second.pending, kToday, assess).pending.empty());
}

TEST_CASE("A date that was corrected a short while ago must stand for a week to change again") {
  auto record = record_of(with({kOldDeposit}));
  const auto other = with({act(ActKind::ratification, "2025-03-02")});
  const auto first = treaty::decide(record, {view(other, 1)}, {}, kToday, assess);
  record = treaty::decide(record, {view(other, 2)}, first.pending, kToday, assess).after;

  const auto back = with({kOldDeposit});
  const auto again = treaty::decide(record, {view(back, 8)}, {}, kToday, assess);
  REQUIRE(again.pending.size() == 1);
  CHECK(accepted(treaty::decide(record, {view(back, 20)}, again.pending, kToday, assess)).empty());
  CHECK(accepted(treaty::decide(record, {view(back, 8 + 7 * 24)}, again.pending, kToday, assess))
            .size() == 1);
}

TEST_CASE("A printed date of entry into force that the rule does not give needs a second look") {
  const auto record = record_of(with({kOldDeposit}));
  auto shown = with({kOldDeposit});
  shown.entry_into_force = {"23 November 2026, in accordance with article 65.", kToday, {}, {}};
  const std::vector<View> look = {view(shown, 1), view(shown, 1, Form::xml)};
  const auto first = treaty::decide(record, look, {}, kToday, assess);
  CHECK_FALSE(first.after.entry_into_force.date);
  CHECK(treaty::decide(record, {view(shown, 2)}, first.pending, kToday, assess)
            .after.entry_into_force.date == kToday);
}

TEST_CASE("What a person approved is believed when it is shown again, and only then") {
  const auto record = record_of(with({kSigned}, {kOldDeposit}));
  const auto gone = with({kSigned});
  auto pending = treaty::decide(record, {view(gone, 1)}, {}, kToday, assess).pending;
  REQUIRE(pending.size() == 1);
  pending[0].verdict = treaty::Verdict::approved;
  const auto well = with({kSigned}, {kOldDeposit});
  CHECK(accepted(treaty::decide(record, {view(well, 1)}, pending, kToday, assess)).empty());
  CHECK(accepted(treaty::decide(record, {view(gone, 1)}, pending, kToday, assess)).size() == 1);
}

TEST_CASE("What a person rejected is not believed for as long as it is shown") {
  const auto record = record_of(with({kSigned}, {kOldDeposit}));
  const auto gone = with({kSigned});
  auto pending = treaty::decide(record, {view(gone, 1)}, {}, kToday, assess).pending;
  pending.at(0).verdict = treaty::Verdict::rejected;
  const auto later = treaty::decide(record, {view(gone, 9)}, pending, kToday, assess);
  CHECK(accepted(later).empty());
  REQUIRE(later.pending.size() == 1);
  CHECK_FALSE(later.pending[0].ripe);
}

TEST_CASE("Confirmed by a person, a headline waits for one however often it is shown") {
  const auto record = record_of(with({kOldDeposit}));
  const auto shown = with({kOldDeposit}, {act(ActKind::signature, "2026-11-19"), kFreshDeposit});
  const treaty::Patience manual{.manual = true};
  const std::vector<View> look = {view(shown, 1), view(shown, 1, Form::xml)};
  const auto first = treaty::decide(record, look, {}, kToday, assess, manual);
  CHECK(accepted(first) == Claims{"added ALB signature 2026-11-19"});
  auto later = treaty::decide(first.after, {view(shown, 9)}, first.pending, kToday, assess, manual);
  CHECK(accepted(later).empty());
  REQUIRE(later.pending.size() == 1);
  CHECK(later.pending[0].why.find("a person must approve") != std::string::npos);

  later.pending[0].verdict = treaty::Verdict::approved;
  const auto last =
      treaty::decide(first.after, {view(shown, 10)}, later.pending, kToday, assess, manual);
  CHECK(last.assessment_after.threshold_day == day("2026-11-20"));
}

TEST_CASE("Many acts changed at once pass when a person approved them all") {
  std::vector<treaty::ReadParticipant> rows;
  for (int i = 0; i < 6; ++i) {
    const std::string id = "S" + std::to_string(i);
    rows.push_back(row(id.c_str(), id.c_str(), {kSigned, kOldDeposit}));
  }
  const auto record = record_of(reading(rows));
  for (auto& changed : rows)
    changed.acts.pop_back();
  const auto shown = reading(rows);
  const auto refused = treaty::decide(record, {view(shown, 1)}, {}, kToday, assess);
  REQUIRE(refused.doubts.size() == 1);
  treaty::Pending all{refused.doubts[0].claim, "", {}};
  all.verdict = treaty::Verdict::approved;
  const auto passed = treaty::decide(record, {view(shown, 2)}, {all}, kToday, assess);
  CHECK(passed.doubts.empty());
  CHECK(passed.accepted.size() == 6);
  CHECK(passed.believed.front() == all.claim);
}

TEST_CASE("An act that changes its name waits, in both forms too, and is then one act") {
  const treaty::Act moved = GENERATE(kSigned, kOldDeposit, kFreshDeposit);
  const auto record = record_of(with({moved}));
  const auto shown = with({}, {moved});
  const auto first =
      treaty::decide(record, {view(shown, 1), view(shown, 1, Form::xml)}, {}, kToday, assess);
  CHECK(accepted(first).empty());
  CHECK(first.pending.size() == 2);
  const auto second = treaty::decide(record, {view(shown, 2), view(shown, 2, Form::xml)},
                                     first.pending, kToday, assess);
  CHECK(accepted(second).size() == 2);
  CHECK(second.after.current().size() == 1);
}

TEST_CASE("What is new makes no headline while the same document takes something back") {
  // One of two is needed; Albania deposits on the day on which the French instrument vanishes.
  const auto record = record_of(with({kSigned, kOldDeposit}));
  const auto shown = with({kSigned}, {kFreshDeposit});
  const auto both = [&](int hour) {
    return std::vector<View>{view(shown, hour), view(shown, hour, Form::xml)};
  };
  const auto first = treaty::decide(record, both(1), {}, kToday, assess);
  CHECK(accepted(first).empty());
  CHECK(assess(first.after).count == 1);
  const auto second = treaty::decide(record, both(2), first.pending, kToday, assess);
  CHECK(accepted(second).size() == 2);
  CHECK(assess(second.after).count == 1);

  // When the other one stays, two are two.
  const auto threshold =
      treaty::decide(record,
                     {view(with({kSigned, kOldDeposit}, {kFreshDeposit}), 1),
                      view(with({kSigned, kOldDeposit}, {kFreshDeposit}), 1, Form::xml)},
                     {}, kToday, assess);
  CHECK(assess(threshold.after).count == 2);
}
