#include "treaty/retrospect.h"

#include <algorithm>
#include <string>

#include "support/catch.h"
#include "support/treaties.h"
#include "treaty/events.h"

using namespace tests;
using treaty::ChangeKind;

namespace {

treaty::Assessment standing(int count, const char* today) {
  treaty::Assessment state = counted_at(count, today);
  state.participants = {{.name = "France", .id = treaty::ParticipantId{"FRA"}, .counted = true}};
  if (count == 40) {
    state.threshold_day = day("2026-11-02");
    state.computed = day("2027-01-31");
    state.state = treaty::EifState::computed;
  }
  return state;
}

}  // namespace

TEST_CASE("Entry into force told on its day reads the same, told later, as one told late") {
  const auto told = [](const char* today) {
    const auto events =
        treaty::events_of_calendar(standing(40, today), day("2027-01-30"), day(today), {});
    REQUIRE(events.size() == 1);
    return events[0];
  };
  const treaty::Event on_the_day = told("2027-01-31");
  REQUIRE(on_the_day.text.starts_with("Today, 31 January 2027, the UN Convention"));
  const treaty::Event later = treaty::in_retrospect(on_the_day);
  const treaty::Event late = told("2027-02-01");
  CHECK(later.headline == late.headline);
  CHECK(later.text == late.text);
  CHECK(later.particulars == late.particulars);
  CHECK(treaty::in_retrospect(late).text == late.text);
}

TEST_CASE("A count told later is no longer one to go") {
  const treaty::Change made{ChangeKind::added, treaty::ParticipantId{"FRA"}, "France", std::nullopt,
                            act(treaty::ActKind::ratification, "2026-11-01")};
  const auto events =
      treaty::events_of_changes({made}, standing(38, "2026-11-03"), standing(39, "2026-11-03"), {});
  REQUIRE(events.size() == 2);
  REQUIRE(events[1].headline.starts_with("One to go: 39 of 40 instruments"));
  CHECK(events[1].text ==
        "With the deposit by France the UN Convention against Cybercrime has 39 of the 40 "
        "instruments that it needs to enter into force; 1 more is needed.");
  const treaty::Event later = treaty::in_retrospect(events[1]);
  CHECK(later.headline ==
        "39 of 40 instruments deposited for the UN Convention against Cybercrime: France");
  CHECK_FALSE(later.particulars.contains("one_to_go"));
  CHECK(treaty::in_retrospect(events[0]).text == events[0].text);
}

TEST_CASE("The number that was reached is told later without the date that was computed then") {
  const treaty::Change made{ChangeKind::added, treaty::ParticipantId{"FRA"}, "France", std::nullopt,
                            act(treaty::ActKind::ratification, "2026-11-02")};
  const auto events =
      treaty::events_of_changes({made}, standing(39, "2026-11-03"), standing(40, "2026-11-03"), {});
  const auto threshold = std::find_if(events.begin(), events.end(), [](const treaty::Event& event) {
    return event.kind == treaty::EventKind::milestone_threshold;
  });
  REQUIRE(threshold != events.end());
  REQUIRE(threshold->text.find("has not printed one yet") != std::string::npos);
  CHECK(treaty::in_retrospect(*threshold).text ==
        "The 40 instruments that the UN Convention against Cybercrime needs to enter into force "
        "were deposited by 2 November 2026.");
}
