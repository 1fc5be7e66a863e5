#pragma once

#include <string>
#include <vector>

#include "notify/samples.h"
#include "treaty/declarations.h"
#include "treaty/events.h"
#include "treaty/retraction.h"
#include "treaty/teller.h"

// One event at least of every kind that a reader may be told, as the law tells it.
namespace tests {

inline treaty::EventContext context_on(const char* iso) {
  return {instant(iso), "ab", "https://treaties.un.org/x"};
}

inline treaty::Assessment standing_at(int count, const char* today) {
  treaty::Assessment state = play(count);
  state.today = day(today);
  state.participants = {{.name = "France", .id = treaty::ParticipantId{"FRA"}},
                        {.name = "European Union",
                         .id = treaty::ParticipantId{"EU"},
                         .why = "not counted: an organization's instrument is not additional to "
                                "those of its member States",
                         .why_not_counted = "an organization's instrument is not additional to "
                                            "those of its member States"}};
  state.differing = {{{treaty::ParticipantId{"EU"}, "European Union"},
                      true,
                      state.participants[1].why_not_counted,
                      treaty::ActKind::approval}};
  if (count >= 40) state.threshold_participants = {"France"};
  return state;
}

inline treaty::Change change(treaty::ChangeKind kind, std::optional<treaty::Act> before,
                             std::optional<treaty::Act> after, const char* id = "FRA",
                             const char* name = "France") {
  treaty::Change made{kind, treaty::ParticipantId{id}, name, std::nullopt, std::move(after)};
  if (before) made.before = treaty::Fact{.participant = made.participant, .act = *before};
  return made;
}

inline std::vector<treaty::Event> told_of(const treaty::Change& made, int before, int after,
                                          const char* seen = "2026-11-03") {
  return treaty::events_of_changes({made}, standing_at(before, seen), standing_at(after, seen),
                                   context_on(seen));
}

inline void append(std::vector<treaty::Event>& all, std::vector<treaty::Event> more) {
  for (treaty::Event& event : more)
    all.push_back(std::move(event));
}

inline std::vector<treaty::Event> events_of_acts() {
  using treaty::ActKind;
  using treaty::ChangeKind;
  const treaty::Act ratified = act(ActKind::ratification, "2026-11-02");
  treaty::Act bracketed = ratified;
  bracketed.withdrawn = true;
  std::vector<treaty::Event> all;
  for (const ActKind kind : treaty::all_act_kinds())
    append(all, told_of(change(ChangeKind::added, {}, act(kind, "2026-11-01")), 2, 3));
  append(all, told_of(change(ChangeKind::added, {}, act(ActKind::approval, "2026-09-01"), "EU",
                             "European Union"),
                      3, 3));
  append(all, told_of(change(ChangeKind::bracketed, ratified, bracketed), 3, 2));
  append(all,
         told_of(change(ChangeKind::corrected, ratified, act(ActKind::acceptance, "2026-11-01")), 3,
                 3));
  append(all, told_of(change(ChangeKind::restored, bracketed, ratified), 2, 3));
  append(all, told_of(change(ChangeKind::vanished, ratified, std::nullopt), 3, 2));
  treaty::Change returned = change(ChangeKind::added, {}, ratified);
  returned.again = true;
  append(all, told_of(returned, 2, 3));
  append(all,
         told_of(change(ChangeKind::rejoined, act(ActKind::acceptance, "2016-05-01"), ratified), 2,
                 3));
  return all;
}

inline std::vector<treaty::Event> events_of_dates() {
  const auto told = [](const treaty::Assessment& before, const treaty::Assessment& after) {
    return treaty::events_of_changes({}, before, after, context_on("2026-11-03"));
  };
  std::vector<treaty::Event> all;
  const treaty::Assessment near = standing_at(39, "2026-11-03");
  const treaty::Assessment computed = standing_at(40, "2026-11-03");
  for (const auto& [before, after] : {std::pair{0, 1}, {0, 3}, {9, 10}, {34, 35}, {38, 39}})
    append(all, told(standing_at(before, "2026-11-03"), standing_at(after, "2026-11-03")));
  append(all, told(near, computed));
  treaty::Assessment moved = computed;
  moved.computed = day("2027-02-03");
  append(all, told(computed, moved));
  treaty::Assessment official = computed;
  official.official = computed.computed;
  official.agree = true;
  official.state = treaty::EifState::official;
  append(all, told(computed, official));
  official.official = day("2027-02-01");
  official.agree = false;
  append(all, told(computed, official));
  treaty::Assessment contested = computed;
  contested.state = treaty::EifState::contested;
  append(all, told(computed, contested));
  treaty::Assessment sixty = computed;
  sixty.thresholds[0].deposited = {60, day("2026-11-02"), day("2026-11-02")};
  append(all, told(computed, sixty));
  append(all, told(sixty, computed));
  sixty.thresholds[0].states_parties = {60, day("2026-11-03"), day("2026-11-03")};
  sixty.thresholds[0].deposited = {};
  append(all, told(computed, sixty));
  append(all, told(sixty, computed));
  append(all, told(computed, near));
  append(all, told(standing_at(31, "2026-11-03"), standing_at(29, "2026-11-03")));
  treaty::Assessment another_day = computed;
  another_day.threshold_day = *computed.threshold_day + treaty::Days{3};
  append(all, told(computed, another_day));
  return all;
}

inline std::vector<treaty::Event> events_of_calendar() {
  treaty::Assessment state = standing_at(40, "2027-01-24");
  state.deadlines[0].date = day("2027-01-24");
  state.participants[0].in_force = day("2027-02-10");
  state.participants[0].deposited = day("2027-01-11");
  std::vector<treaty::Event> all;
  for (const auto& [since, today] : {std::pair{"2027-01-16", "2027-01-17"},
                                     {"2027-01-23", "2027-01-24"},
                                     {"2027-01-29", "2027-01-30"},
                                     {"2027-01-30", "2027-01-31"},
                                     {"2027-01-24", "2027-02-10"}}) {
    state.today = day(today);
    append(all, treaty::events_of_calendar(state, day(since), day(today), context_on(today)));
  }
  return all;
}

inline treaty::Declaration declaration(const char* section, const char* heading) {
  return {.section = section,
          .participant = "France",
          .id = treaty::ParticipantId{"FRA"},
          .heading = heading,
          .text = "France declares that it is not bound by article 6. " + std::string(700, 'x'),
          .articles = {"6", "24(2)", "35"}};
}

inline std::vector<treaty::Event> events_of_statements() {
  std::vector<treaty::DeclarationChange> changes;
  for (const char* heading : {"Declaration", "Reservation", "Declaration and reservation",
                              "Interpretative declaration", "Understanding", "Withdrawal of …"})
    changes.push_back({{}, declaration("declaration", heading)});
  for (const char* section : {"objection", "notification", "territorial-application"})
    changes.push_back({{}, declaration(section, "")});
  const treaty::HeldDeclaration held{.declaration = declaration("declaration", "Reservation")};
  changes.push_back({held, declaration("declaration", "Reservation")});
  changes.push_back({held, {}});
  return treaty::events_of_declarations(changes, standing_at(3, "2026-11-03"),
                                        context_on("2026-11-03"));
}

inline std::vector<treaty::Event> every_event() {
  std::vector<treaty::Event> all = events_of_acts();
  append(all, events_of_dates());
  append(all, events_of_calendar());
  append(all, events_of_statements());
  const treaty::Assessment state = standing_at(2, "2026-11-05");
  for (const std::size_t i : {std::size_t{3}, all.size() - 20})
    all.push_back(treaty::retraction_of(all[i], "It was read from another treaty's page.", state,
                                        instant("2026-11-05")));
  const treaty::EventContext context = context_on("2026-11-05");
  treaty::Teller teller{state, context};
  treaty::Event& beat = teller.tell(treaty::EventKind::heartbeat, "2026-11-05", "Still", "Still.");
  beat.particulars["news"] = 0;
  beat.particulars["since"] = day("2026-10-29");
  beat.particulars["read"] = day("2026-11-05");
  treaty::Event& leaving =
      teller.tell(treaty::EventKind::withdrawal_notified, "FRA", "Leaving", "Leaving.");
  leaving.participant = treaty::ParticipantId{"FRA"};
  leaving.participant_name = "France";
  append(all, teller.take());
  return all;
}

}  // namespace tests
