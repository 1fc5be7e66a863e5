#include "daemon/answers.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/claims.h"
#include "daemon/json/assessment.h"
#include "daemon/json/record.h"
#include "lib/rfc3339.h"
#include "notify/event_json.h"
#include "store/decisions.h"
#include "store/evidence.h"
#include "store/outbox.h"
#include "store/records.h"
#include "store/sources.h"
#include "treaty/declarations.h"
#include "treaty/wording.h"

namespace service {
namespace {

namespace json = lib::json;

constexpr int kSchema = 1;
constexpr std::size_t kLatestActs = 5;

json::array latest_acts(const treaty::Record& record, const std::optional<treaty::Day>& as_of) {
  std::vector<treaty::Fact> facts = record.current();
  if (as_of) {
    std::erase_if(facts, [&](const treaty::Fact& fact) { return fact.act.date > *as_of; });
  }
  std::stable_sort(facts.begin(), facts.end(), [](const treaty::Fact& a, const treaty::Fact& b) {
    return a.act.date > b.act.date;
  });
  json::array latest;
  for (std::size_t i = 0; i < facts.size() && i < kLatestActs; ++i) {
    latest.push_back(fact_json(facts[i]));
  }
  return latest;
}

void add_next(json::array& next, const std::string& what, treaty::Day date, treaty::Day today) {
  if (date < today) return;
  next.push_back({{"what", what}, {"date", date.iso()}, {"days", (date - today).count()}});
}

// What the calendar is known to bring, soonest first.
json::array next_days(const treaty::Assessment& state) {
  json::array next;
  if (const auto date = state.entry_into_force(); date && *date > state.today) {
    add_next(next, state.official ? "entry into force" : "entry into force (computed)", *date,
             state.today);
  }
  for (const treaty::ThresholdStatus& threshold : state.thresholds) {
    const auto& day = threshold.states_parties.day;
    if (day && *day > state.today) {
      add_next(next, std::to_string(threshold.parties) + " States Parties: " + threshold.name, *day,
               state.today);
    }
  }
  for (const treaty::DeadlineStatus& deadline : state.deadlines) {
    add_next(next, deadline.name, deadline.date, state.today);
  }
  std::sort(next.begin(), next.end(), [](const json::value& a, const json::value& b) {
    return a.at("date").as_string() < b.at("date").as_string();
  });
  return next;
}

std::string_view name_of(treaty::Verdict verdict) {
  return verdict == treaty::Verdict::approved ? "approved" : "rejected";
}

json::object hold_answer(const WaitingClaim& claim) {
  const store::Hold& hold = claim.hold;
  json::array reasons;
  for (const std::string& reason : hold.reasons)
    reasons.emplace_back(reason);
  return {
      {"id", hold.id},
      {"treaty", hold.treaty},
      {"claim", hold.claims},
      {"reasons", std::move(reasons)},
      {"first_seen", lib::rfc3339(hold.first_seen)},
      {"sightings", hold.agreements.size()},
      {"decision", claim.verdict == treaty::Verdict::none ? json::value(nullptr)
                                                          : json::value(name_of(claim.verdict))},
      {"evidence", hold.agreements.empty() ? std::string{} : hold.agreements.back().evidence}};
}

json::array holds_answer(store::Database& database, const std::string& number) {
  json::array holds;
  for (const WaitingClaim& claim : waiting_claims(database, number))
    holds.push_back(hold_answer(claim));
  return holds;
}

}  // namespace

json::object event_answer(const store::StoredEvent& event) {
  json::object answer = notify::event_json(event.event);
  answer["sequence"] = event.sequence;
  answer["headline"] = event.event.headline;
  return answer;
}

void Answers::add_freshness(json::object& answer, const std::string& number, const AsOf& as_of) {
  const Freshness freshness = world_.desk.freshness(number);
  answer["schema"] = kSchema;
  answer["as_of"] = lib::rfc3339(world_.clock.now());
  answer["last_good_check"] = instant_or_null(freshness.last_good_check);
  // What was not read by then cannot have been known.
  const auto& first = world_.desk.record(number).first_reading;
  answer["read"] = first && (!as_of.known_on || *first <= *as_of.known_on);
  answer["stale"] = freshness.stale;
  answer["fault"] = freshness.fault.empty() ? json::value(nullptr) : json::value(freshness.fault);
  answer["next_check"] = instant_or_null(freshness.next_check);
}

json::object Answers::summary(const std::string& number) {
  const treaty::Assessment state = world_.desk.assess(number);
  json::object answer;
  answer["number"] = number;
  answer["name"] = state.name;
  answer["count"] = state.count;
  answer["count_register"] = state.count_register;
  answer["instruments"] = state.has_rule && state.instruments > 0 ? json::value(state.instruments)
                                                                  : json::value(nullptr);
  answer["signatures"] = state.signatures;
  answer["state"] = treaty::name_of(state.state);
  answer["entry_into_force"] = day_or_null(state.entry_into_force());
  add_freshness(answer, number);
  return answer;
}

json::object Answers::treaties() {
  json::array all;
  bool stale = false;
  std::optional<treaty::Instant> oldest;
  bool never = false;
  for (const std::string& number : world_.settings.track) {
    all.push_back(summary(number));
    const Freshness freshness = world_.desk.freshness(number);
    stale |= freshness.stale;
    if (!freshness.last_good_check) {
      never = true;
    } else if (!oldest || *freshness.last_good_check < *oldest) {
      oldest = freshness.last_good_check;
    }
  }
  return {{"schema", kSchema},
          {"as_of", lib::rfc3339(world_.clock.now())},
          {"last_good_check", instant_or_null(never ? std::nullopt : oldest)},
          {"stale", stale},
          {"treaties", std::move(all)}};
}

json::object Answers::status() {
  json::object answer = treaties();
  answer["today"] = world_.clock.today().iso();
  const auto skew = store::load_meta(world_.database, kClockSkew);
  answer["clock_skew"] = skew ? json::value(std::stoll(*skew)) : json::value(nullptr);
  json::array sources;
  for (const store::SourceState& source : store::load_sources(world_.database)) {
    sources.push_back(
        {{"treaty", source.treaty},
         {"url", source.url},
         {"condition", store::name_of(source.condition)},
         {"since", lib::rfc3339(source.since)},
         {"failures", source.failures},
         {"fault", source.fault.empty() ? json::value(nullptr) : json::value(source.fault)},
         {"last_good", instant_or_null(source.last_good)},
         {"next_due", lib::rfc3339(source.next_due)}});
  }
  answer["sources"] = std::move(sources);
  answer["holds"] = holds_answer(world_.database, "");
  const store::DeliveryCounts counts = store::count_deliveries(world_.database);
  answer["deliveries"] = json::object{
      {"pending", counts.pending + counts.claimed}, {"sent", counts.sent}, {"dead", counts.dead}};
  return answer;
}

json::object Answers::treaty(const std::string& number, const AsOf& as_of) {
  const treaty::Assessment state = world_.desk.assess(number, as_of);
  const treaty::Record record = as_of.known_on
                                    ? store::load_record(world_.database, number, as_of.known_on)
                                    : world_.desk.record(number);
  json::object answer = assessment_json(state, world_.desk.rule(number));
  answer["name"] = state.name;
  answer["title"] = record.title;
  answer["today"] = state.today.iso();
  answer["legal_day"] = day_or_null(as_of.day);
  answer["known_on"] = instant_or_null(as_of.known_on);
  answer["signatures"] = state.signatures;
  json::array differences;
  for (const std::string& reason : state.count_differences)
    differences.emplace_back(reason);
  answer["count_differences"] = std::move(differences);
  answer["latest"] = latest_acts(record, as_of.day);
  answer["next"] = next_days(state);
  answer["holds"] = holds_answer(world_.database, number);
  if (world_.desk.rule(number) == nullptr) {
    const json::object proposal = proposed_rule(number);
    answer["proposed_rule"] = {{"words", proposal.at("words")},
                               {"why_not", proposal.at("why_not")}};
  }
  add_freshness(answer, number, as_of);
  return answer;
}

json::object Answers::participants(const std::string& number, const AsOf& as_of) {
  json::object whole = assessment_json(world_.desk.assess(number, as_of), world_.desk.rule(number));
  json::object answer{{"number", number}, {"participants", whole["participants"]}};
  add_freshness(answer, number, as_of);
  return answer;
}

json::object Answers::explain(const std::string& number, const AsOf& as_of) {
  const treaty::Assessment state = world_.desk.assess(number, as_of);
  json::object whole = assessment_json(state, world_.desk.rule(number));
  json::object answer{{"number", number},
                      {"name", state.name},
                      {"rule", whole["rule"]},
                      {"entry_into_force", whole["entry_into_force"]},
                      {"explanation", whole["explanation"]},
                      {"problems", whole["problems"]}};
  add_freshness(answer, number, as_of);
  return answer;
}

std::variant<json::object, std::string> Answers::what_if(
    const std::string& number, const std::vector<treaty::Supposition>& suppositions) {
  auto state = world_.desk.what_if(number, suppositions);
  if (auto* why = std::get_if<std::string>(&state)) return std::move(*why);
  json::object answer =
      assessment_json(std::get<treaty::Assessment>(state), world_.desk.rule(number));
  answer["supposed"] = suppositions.size();
  add_freshness(answer, number);
  return answer;
}

json::object Answers::history(const std::string& number, const AsOf& as_of) {
  std::vector<treaty::Fact> facts =
      as_of.known_on ? store::load_record(world_.database, number, as_of.known_on).facts
                     : world_.desk.record(number).facts;
  if (as_of.day) {
    std::erase_if(facts, [&](const treaty::Fact& fact) { return fact.act.date > *as_of.day; });
  }
  std::stable_sort(facts.begin(), facts.end(), [](const treaty::Fact& a, const treaty::Fact& b) {
    return a.act.date < b.act.date;
  });
  json::array all;
  for (const treaty::Fact& fact : facts)
    all.push_back(fact_json(fact));
  json::object answer{{"number", number}, {"facts", std::move(all)}};
  add_freshness(answer, number, as_of);
  return answer;
}

json::object Answers::declarations(const std::string& number, const DeclarationQuery& query) {
  json::array all;
  const treaty::Record& record = world_.desk.record(number);
  for (const treaty::HeldDeclaration& held : record.declarations) {
    const treaty::Declaration& declaration = held.declaration;
    const bool known = !query.known_on || held.first_seen <= *query.known_on;
    const bool shown = !held.superseded || (query.known_on && *held.superseded > *query.known_on);
    if (!known || !shown) continue;
    if (query.participant && declaration.id != query.participant) continue;
    if (!query.article.empty() && !treaty::mentions_article(declaration, query.article)) continue;
    all.push_back(declaration_json(held));
  }
  json::object answer{{"number", number},
                      {"declarations", std::move(all)},
                      {"recorded_since", instant_or_null(record.declarations_taken)}};
  add_freshness(answer, number);
  return answer;
}

json::object Answers::events(const store::EventQuery& query) {
  json::array all;
  std::int64_t last = query.after;
  for (const store::StoredEvent& event : store::load_events(world_.database, query)) {
    all.push_back(event_answer(event));
    last = event.sequence;
  }
  json::object answer = treaties();
  answer.erase("treaties");
  answer["after"] = last;
  answer["events"] = std::move(all);
  return answer;
}

json::object Answers::holds() {
  json::object answer = treaties();
  answer.erase("treaties");
  answer["holds"] = holds_answer(world_.database, "");
  return answer;
}

std::optional<json::object> Answers::event(const std::string& id) {
  const auto stored = store::find_event(world_.database, id);
  if (!stored) return std::nullopt;
  const treaty::Event& event = stored->event;
  json::object answer{{"event", event_answer(*stored)}, {"hash", stored->hash}};
  json::array facts;
  for (const treaty::Fact& fact : world_.desk.record(event.treaty).facts) {
    if (event.participant == fact.participant) facts.push_back(fact_json(fact));
  }
  answer["facts"] = std::move(facts);
  const auto kept = store::load_evidence(world_.database, event.evidence);
  if (kept) {
    answer["document"] = json::object{{"sha256", kept->sha256},
                                      {"kept_sha256", kept->body_sha256},
                                      {"first_seen", lib::rfc3339(kept->first_seen)},
                                      {"size", kept->size},
                                      {"url", event.url}};
  } else {
    answer["document"] = nullptr;
  }
  json::array receipts;
  store::DeliveryQuery query;
  query.event = id;
  for (const store::Delivery& delivery : store::load_deliveries(world_.database, query)) {
    receipts.push_back({{"state", store::name_of(delivery.state)},
                        {"settled", instant_or_null(delivery.settled)}});
  }
  answer["deliveries"] = std::move(receipts);
  add_freshness(answer, event.treaty);
  return answer;
}

json::object Answers::deliveries(const store::DeliveryQuery& query) {
  json::array all;
  for (const store::Delivery& delivery : store::load_deliveries(world_.database, query))
    all.push_back(delivery_answer(delivery));
  json::object answer = freshness();
  answer["deliveries"] = std::move(all);
  return answer;
}

json::object Answers::freshness() {
  json::object answer = treaties();
  answer.erase("treaties");
  return answer;
}

json::object delivery_answer(const store::Delivery& delivery) {
  return {{"id", delivery.id},
          {"event", delivery.event},
          {"subscriber", delivery.subscriber},
          {"channel", delivery.channel},
          {"state", store::name_of(delivery.state)},
          {"attempts", delivery.attempts},
          {"due", lib::rfc3339(delivery.due)},
          {"settled", instant_or_null(delivery.settled)},
          {"receipt", delivery.receipt},
          {"error", delivery.error}};
}

}  // namespace service
