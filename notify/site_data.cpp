#include "notify/site_data.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "notify/feed.h"

namespace notify {
namespace {

constexpr std::array kTreaties = {
    Column{"number", "string", "in the UN Treaty Collection: chapter and treaty"},
    Column{"name", "string", "short name"},
    Column{"instruments", "integer", "the number that the treaty's own rule asks for; empty: none"},
    Column{"count", "integer", "instruments that count toward it"},
    Column{"count_register", "integer", "Parties as the register counts them"},
    Column{"signatures", "integer", "signatories as the register counts them"},
    Column{"threshold_day", "date", "when the number was reached"},
    Column{"state", "string", "none, computed, contested, official, provisional, in-force, ended"},
    Column{"computed", "date", "entry into force, as it follows from the rule"},
    Column{"official", "date", "entry into force, as the depositary prints it"},
    Column{"last_good_check", "datetime", "when the record was last read well"},
    Column{"stale", "boolean", "the last good check is too long ago"},
};

constexpr std::array kParticipants = {
    Column{"treaty", "string", "number of the treaty"},
    Column{"name", "string", "as the depositary prints it"},
    Column{"id", "string", "ISO 3166-1 alpha-3, or a key of treatyd's where ISO has none"},
    Column{"region", "string", "UN regional group"},
    Column{"signed", "date", "signature"},
    Column{"act", "string", "ratification, acceptance, approval, accession, succession, …"},
    Column{"deposited", "date", "of the instrument that binds it"},
    Column{"counted", "boolean", "toward the number that the treaty's rule asks for"},
    Column{"in_force", "date", "for this participant, by the treaty's rule and the deposit"},
    Column{"withdrawn", "boolean", "the act is no longer in effect"},
};

constexpr std::array kEvents = {
    Column{"id", "string", "for ever the same; in every feed, mail and webhook too"},
    Column{"kind", "string", "deposit, signature, milestone.threshold, eif.official, …"},
    Column{"treaty", "string", "number of the treaty"},
    Column{"participant", "string", "id of the participant, if it is about one"},
    Column{"act", "string", "ratification, accession, …"},
    Column{"date", "date", "the legal date that it is about"},
    Column{"first_seen", "datetime", "when the record first showed it to us"},
    Column{"count", "integer", "by the treaty's rule, after this event"},
    Column{"entry_into_force", "date", "as known after this event"},
    Column{"corrects", "string", "id of the event that this one corrects or retracts"},
    Column{"headline", "string", "the fact in a line"},
    Column{"text", "string", "the fact in sentences"},
    Column{"url", "string", "the depositary's page"},
    Column{"evidence", "string", "SHA-256 of the document that shows it"},
};

constexpr Reference kOfTreaty{"treaty", "treaties", "number"};

Cell text(std::string_view text) {
  return text.empty() ? Cell{} : Cell{std::string{text}};
}

template <typename Value>
Cell maybe(const std::optional<Value>& value) {
  return value ? Cell{*value} : Cell{};
}

std::vector<Cell> row_of(const SiteTreaty& entry) {
  const treaty::Assessment& a = *entry.context.assessment;
  const bool rule = a.has_rule && a.instruments > 0;
  return {text(a.number),
          text(a.name),
          rule ? Cell{a.instruments} : Cell{},
          rule ? Cell{a.count} : Cell{},
          a.count_register,
          a.signatures,
          maybe(a.threshold_day),
          text(treaty::name_of(a.state)),
          maybe(a.computed),
          maybe(a.official),
          maybe(entry.context.last_good_check),
          entry.stale};
}

std::vector<Cell> row_of(const std::string& number, const treaty::Standing& standing,
                         const treaty::Participants& participants) {
  const auto* known = standing.id ? participants.find(*standing.id) : nullptr;
  return {text(number),
          text(standing.name),
          standing.id ? text(standing.id->str()) : Cell{},
          known == nullptr ? Cell{} : text(known->region),
          maybe(standing.signed_on),
          standing.act ? text(treaty::name_of(*standing.act)) : Cell{},
          maybe(standing.deposited),
          standing.counted,
          maybe(standing.in_force),
          standing.withdrawn};
}

std::vector<Cell> row_of(const treaty::Event& event) {
  return {text(event.id),
          text(treaty::name_of(event.kind)),
          text(event.treaty),
          event.participant ? text(event.participant->str()) : Cell{},
          event.act ? text(treaty::name_of(*event.act)) : Cell{},
          maybe(event.date),
          event.first_seen,
          maybe(event.count),
          maybe(event.entry_into_force),
          event.corrects ? text(*event.corrects) : Cell{},
          text(event.headline),
          text(event.text),
          text(event.url),
          text(event.evidence)};
}

}  // namespace

DataTable treaties_table(std::span<const SiteTreaty* const> treaties) {
  DataTable table{"treaties", "Treaties and how they stand", kTreaties, {"number"}, {}, {}};
  for (const SiteTreaty* entry : treaties)
    table.rows.push_back(row_of(*entry));
  return table;
}

DataTable participants_table(std::span<const SiteTreaty* const> treaties,
                             const treaty::Participants& participants) {
  DataTable table{
      "participants", "Participants and their acts", kParticipants, {"treaty", "name"}, {},
      {kOfTreaty}};
  for (const SiteTreaty* entry : treaties) {
    const treaty::Assessment& assessment = *entry->context.assessment;
    for (const treaty::Standing& standing : assessment.participants)
      table.rows.push_back(row_of(assessment.number, standing, participants));
  }
  return table;
}

DataTable events_table(std::span<const SiteTreaty* const> treaties) {
  DataTable table{"events", "Everything that was told", kEvents, {"id"}, {}, {kOfTreaty}};
  for (const SiteTreaty* entry : treaties) {
    const auto newest_first = feed_events(entry->events);
    for (auto event = newest_first.rbegin(); event != newest_first.rend(); ++event)
      table.rows.push_back(row_of(**event));
  }
  return table;
}

}  // namespace notify
