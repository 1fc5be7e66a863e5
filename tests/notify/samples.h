#pragma once

#include <map>
#include <string>
#include <utility>

#include "notify/message.h"
#include "notify/site_words.h"
#include "notify/subscriber.h"
#include "support/treaties.h"

// Events and states of play to be told in tests. The deposits are made up.
namespace tests {

/// The words of the public pages in a language.
inline const notify::SiteWords& site_words(const std::string& code = "en") {
  static std::map<std::string, notify::SiteWords> all;
  return all.try_emplace(code, TREATYD_SOURCE_DIR "/config/templates/" + code).first->second;
}

inline treaty::Instant instant(const char* iso_day, int hour = 9) {
  return treaty::Instant{day(iso_day).sys_days() + std::chrono::hours{hour}};
}

inline treaty::Assessment play(int count) {
  treaty::Assessment play{.number = "XVIII-16",
                          .name = "UN Convention against Cybercrime",
                          .today = day("2026-11-02"),
                          .has_rule = true,
                          .instruments = 40,
                          .wait = "90 days",
                          .count = count,
                          .count_register = count + 1,
                          .count_differences = {"the register counts the European Union, whose "
                                                "instrument is not additional"},
                          .signatures = 76,
                          .remaining = count < 40 ? 40 - count : 0};
  play.thresholds = {{.name = "supplementary protocols may be considered for adoption",
                      .parties = 60,
                      .deposited = {count, {}},
                      .states_parties = {0, {}},
                      .states_parties_with_organizations = {0, {}}}};
  play.deadlines = {{"signature closes", day("2026-12-31"), treaty::Days{59}}};
  if (count >= 40) {
    play.threshold_day = day("2026-11-02");
    play.state = treaty::EifState::computed;
    play.computed = day("2027-01-31");
  }
  return play;
}

inline treaty::Event told(treaty::EventKind kind, const char* tail, std::string headline,
                          std::string text) {
  treaty::Event event;
  event.kind = kind;
  event.treaty = "XVIII-16";
  event.id = event.treaty + '.' + std::string{treaty::name_of(kind)} + '.' + tail;
  event.first_seen = instant("2026-11-03");
  event.url = "https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XVIII-16";
  event.headline = std::move(headline);
  event.text = std::move(text);
  event.count_needed = 40;
  return event;
}

inline treaty::Event deposit(const char* id, const char* name, int count) {
  const std::string who{name};
  treaty::Event event =
      told(treaty::EventKind::deposit, id,
           who +
               " deposited its instrument of ratification of the UN Convention against "
               "Cybercrime (" +
               std::to_string(count) + " of 40)",
           who +
               " deposited its instrument of ratification of the UN Convention against "
               "Cybercrime on 2 November 2026. By the treaty's own rule " +
               std::to_string(count) + " of 40 instruments are deposited; " +
               std::to_string(40 - count) + " more are needed.");
  event.participant = treaty::ParticipantId{id};
  event.participant_name = name;
  event.act = treaty::ActKind::ratification;
  event.date = day("2026-11-02");
  event.count = count;
  return event;
}

inline notify::Context context_at(int count) {
  return {.assessment = play(count),
          .last_good_check = instant("2026-11-03"),
          .register_url = "",
          .rule_source = "A/RES/79/243; article 65(1) as quoted in the UN record"};
}

inline notify::Reason reason() {
  return {"every event of XVIII-16", "for our monthly letter",
          "write to leave@treatyd.example.org with the subject \"leave anna\""};
}

inline notify::Subscriber anna() {
  return {.id = "anna", .target = notify::MailTarget{"anna@example.org", "Anna"}};
}

}  // namespace tests
