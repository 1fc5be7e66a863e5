#include "daemon/metrics.h"

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "store/decisions.h"
#include "store/holds.h"
#include "store/outbox.h"
#include "store/sources.h"
#include "store/tallies.h"
#include "treaty/event.h"

namespace service {
namespace {

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

enum class Type { gauge, counter, info };

class Page {
 public:
  explicit Page(MetricsForm form) : form_{form} {}

  /// `name` without the ending that its type asks for.
  void family(std::string_view name, Type type, std::string_view help) {
    sample_ = "treatyd_";
    sample_ += name;
    const std::string bare = sample_;
    if (type == Type::counter) sample_ += "_total";
    if (type == Type::info) sample_ += "_info";
    // The older format knows no info, and names a counter with its ending.
    const bool open = form_ == MetricsForm::open_metrics;
    const std::string& shown = open ? bare : sample_;
    const std::string_view kind = type == Type::counter        ? "counter"
                                  : type == Type::info && open ? "info"
                                                               : "gauge";
    text_.append("# HELP ").append(shown).append(" ").append(help).append("\n");
    text_.append("# TYPE ").append(shown).append(" ").append(kind).append("\n");
  }

  void sample(Labels labels, std::int64_t value) {
    text_ += sample_;
    char separator = '{';
    for (const auto& [name, content] : labels) {
      (text_ += std::exchange(separator, ',')).append(name).append("=\"");
      append_escaped(content);
      text_ += '"';
    }
    if (labels.size() > 0) text_ += '}';
    text_.append(" ").append(std::to_string(value)).append("\n");
  }

  std::string take() {
    if (form_ == MetricsForm::open_metrics) text_ += "# EOF\n";
    return std::move(text_);
  }

 private:
  void append_escaped(std::string_view content) {
    for (const char c : content) {
      if (c == '\\' || c == '"') text_ += '\\';
      if (c == '\n') {
        text_ += "\\n";
      } else {
        text_ += c;
      }
    }
  }

  MetricsForm form_;
  std::string sample_;
  std::string text_;
};

std::int64_t seconds(treaty::Instant instant) {
  return instant.time_since_epoch().count();
}

struct State {
  std::string number;
  Freshness freshness;
  int counted = 0;
  int required = 0;  // 0: no rule says
  int signatures = 0;
};

std::vector<State> states_of(const Answers::World& world) {
  std::vector<State> states;
  for (const std::string& number : world.settings.track) {
    const treaty::Assessment assessed = world.desk.assess(number);
    states.push_back({number, world.desk.freshness(number), assessed.count,
                      assessed.has_rule ? assessed.instruments : 0, assessed.signatures});
  }
  return states;
}

void add_treaties(const Answers::World& world, Page& page) {
  const std::vector<State> states = states_of(world);
  page.family("tracked_treaties", Type::gauge, "Treaties that are looked at.");
  page.sample({}, static_cast<std::int64_t>(states.size()));
  page.family("last_good_check_timestamp_seconds", Type::gauge,
              "When a treaty's record was last read and believed.");
  for (const State& state : states) {
    const auto& last = state.freshness.last_good_check;
    if (last) page.sample({{"treaty", state.number}}, seconds(*last));
  }
  page.family("stale", Type::gauge, "1 when a treaty's last good check is too long ago.");
  for (const State& state : states)
    page.sample({{"treaty", state.number}}, state.freshness.stale ? 1 : 0);
  page.family("counted_instruments", Type::gauge, "Instruments counted by the treaty's own rule.");
  for (const State& state : states)
    page.sample({{"treaty", state.number}}, state.counted);
  page.family("required_instruments", Type::gauge, "Instruments that the rule asks for.");
  for (const State& state : states) {
    if (state.required > 0) page.sample({{"treaty", state.number}}, state.required);
  }
  page.family("signatures", Type::gauge, "Signatures that stand.");
  for (const State& state : states)
    page.sample({{"treaty", state.number}}, state.signatures);
}

void add_sources(const Answers::World& world, Page& page) {
  const auto sources = store::load_sources(world.database);
  page.family("source_state", Type::gauge, "1 for the state in which a document's address is.");
  for (const store::SourceState& source : sources) {
    for (const auto state :
         {store::Condition::good, store::Condition::suspect, store::Condition::broken}) {
      page.sample({{"treaty", source.treaty},
                   {"form", source.form == treaty::Form::html ? "html" : "xml"},
                   {"state", store::name_of(state)}},
                  source.condition == state ? 1 : 0);
    }
  }
  const auto skew = store::load_meta(world.database, kClockSkew);
  page.family("clock_skew_seconds", Type::gauge,
              "By how much the depositary's clock is ahead of this machine's.");
  if (skew) page.sample({}, std::stoll(*skew));
  page.family("holds_waiting", Type::gauge, "Claims that are not believed yet.");
  page.sample({}, static_cast<std::int64_t>(store::waiting_holds(world.database, "").size()));
}

void add_events(const Answers::World& world, Page& page) {
  page.family("events", Type::counter, "Events recorded, by kind.");
  const auto tallies = store::events_by_kind(world.database);
  // Each kind has its sample before its first event, so that a rate of it exists.
  for (int n = 0; n <= static_cast<int>(treaty::EventKind::heartbeat); ++n) {
    const std::string_view kind = treaty::name_of(static_cast<treaty::EventKind>(n));
    std::int64_t events = 0;
    for (const store::KindTally& tally : tallies)
      events += tally.kind == kind ? tally.events : 0;
    page.sample({{"kind", kind}}, events);
  }
}

void add_deliveries(const Answers::World& world, Page& page) {
  const store::DeliveryCounts counts = store::count_deliveries(world.database);
  page.family("deliveries_pending", Type::gauge,
              "Notices on their way, or waiting for a digest or another try.");
  page.sample({}, counts.pending + counts.claimed);
  page.family("deliveries_overdue", Type::gauge, "Those of them whose time came an hour ago.");
  page.sample({},
              store::overdue_deliveries(world.database, world.clock.now() - std::chrono::hours{1}));
  page.family("deliveries_dead", Type::gauge, "Notices given up.");
  page.sample({}, counts.dead);
  page.family("delivery_attempts", Type::counter, "Attempts to deliver a notice.");
  for (const store::AttemptTally& tally : store::attempts_by_channel(world.database)) {
    page.sample({{"channel", tally.channel}, {"result", "sent"}}, tally.sent);
    page.sample({{"channel", tally.channel}, {"result", "failed"}}, tally.failed);
  }
  page.family("subscribers", Type::gauge, "Subscribers who are told.");
  page.sample({}, static_cast<std::int64_t>(world.settings.subscribers.size()));
}

}  // namespace

std::string metrics(Answers::World world, MetricsForm form) {
  Page page{form};
  page.family("build", Type::info, "The program that answers.");
  page.sample({{"version", TREATYD_VERSION}}, 1);
  add_treaties(world, page);
  add_sources(world, page);
  add_events(world, page);
  add_deliveries(world, page);
  return page.take();
}

}  // namespace service
