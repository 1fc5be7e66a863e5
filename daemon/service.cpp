#include "daemon/service.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include <grp.h>
#include <sys/signal.h>
#include <unistd.h>

#include "daemon/almanac.h"
#include "daemon/answers.h"
#include "daemon/catalogue.h"
#include "daemon/mail_out.h"
#include "daemon/people.h"
#include "daemon/poller.h"
#include "daemon/publisher.h"
#include "daemon/reload.h"
#include "daemon/routes.h"
#include "daemon/sign_ups.h"
#include "daemon/stored_outbox.h"
#include "daemon/subscribers.h"
#include "daemon/track.h"
#include "daemon/watch.h"
#include "lib/format.h"
#include "lib/http_client.h"
#include "lib/http_server.h"
#include "lib/log.h"
#include "lib/loop.h"
#include "lib/systemd.h"
#include "notify/chat_channel.h"
#include "notify/command_channel.h"
#include "notify/deliverer.h"
#include "notify/webhook_channel.h"
#include "store/catalogue.h"
#include "store/outbox.h"

namespace service {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 20s;
constexpr auto kGrace = 5s;
constexpr auto kReceiptsWait = 10ms;
constexpr std::size_t kLooksAtOnce = 3;

std::string run_name() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return fmt::format("{}.{}", ::getpid(),
                     std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

treaty::Instant real_time() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string agent_of(const Settings& settings) {
  // The same from release to release: a new agent may be served another page.
  return settings.source.contact.empty() ? "treatyd/1"
                                         : "treatyd/1 (" + settings.source.contact + ')';
}

std::string host_of(const std::string& url) {
  const std::size_t start = url.find("://");
  const std::string rest = start == std::string::npos ? url : url.substr(start + 3);
  return rest.substr(0, rest.find_first_of(":/"));
}

lib::ServerOptions socket_options(const Settings& settings, const std::string& path) {
  lib::ServerOptions options{.path = path};
  options.mode = static_cast<mode_t>(settings.socket.mode);
  if (!settings.socket.group.empty()) {
    const group* found = ::getgrnam(settings.socket.group.c_str());
    if (found == nullptr) {
      throw std::runtime_error("socket.group: there is no group \"" + settings.socket.group + '"');
    }
    options.group = found->gr_gid;
  }
  return options;
}

}  // namespace

struct Service::Parts {
  Parts(Settings settings_, Library library_, Clock clock_, const Places& places_);

  void tick();
  std::size_t turn(const std::function<std::size_t()>& what);
  void when_delivered(std::function<void()> done);
  void pump();
  void poll_due();
  void widen_track();
  void finish_waiting();
  void reload();
  void tell_what_is_tracked() const;
  void stop();
  [[nodiscard]] notify::Channel* channel(const notify::Target& target);

  Places places;
  Settings settings;
  Library library;
  Clock clock;
  lib::Loop loop;
  store::Database database;
  Desk desk;
  lib::HttpClient http;
  feeds::Fetcher fetcher;
  std::mt19937_64 engine{std::random_device{}()};
  Poller poller;
  CatalogueKeeper catalogue;
  Almanac almanac;
  Watch watch;
  People people;
  Answers answers;
  Publisher publisher;
  notify::TemplatesByLanguage templates;
  Subscribers subscribers;
  MailServers mail;
  notify::CommandChannel command;
  notify::WebhookChannel webhook;
  notify::ChatChannel chat;
  StoredOutbox outbox;
  std::unique_ptr<notify::Deliverer> deliverer;
  SignUps sign_ups;
  Routes routes;
  std::unique_ptr<lib::HttpServer> server;
  std::unique_ptr<lib::Signals> signals;
  lib::Timer ticker;
  lib::Timer mail_timer;
  lib::Timer receipts_timer;
  std::vector<std::function<void()>> waiting_for_delivery;
  bool stopping = false;

  double random() { return std::uniform_real_distribution<double>{0.0, 1.0}(engine); }
};

Service::Parts::Parts(Settings settings_, Library library_, Clock clock_, const Places& places_)
    : places{places_},
      settings{std::move(settings_)},
      library{std::move(library_)},
      clock{std::move(clock_)},
      database{std::filesystem::path{places.state} / "treatyd.db"},
      desk{database, library, settings, clock},
      http{loop},
      fetcher{http,
              {.user_agent = agent_of(settings),
               .allowed_hosts = {host_of(settings.source.base_url)},
               .total_timeout = settings.source.timeout},
              [this] { return clock.now(); }},
      poller{{desk, database, fetcher, clock, settings, [this] { return random(); },
              [this](const std::string& number) {
                turn([&] { return almanac.turn(number); });
                routes.publish();
                publisher.publish(number);
                pump();
              },
              [this](const PollOutcome& outcome) {
                watch.looked(outcome);
                publisher.settle(!poller.is_idle());
              }}},
      catalogue{{database, fetcher, clock, settings, [this] { return random(); },
                 [this] { widen_track(); }}},
      almanac{desk, database, clock, settings},
      watch{{desk, database, clock, settings, http,
             [this](std::function<void()> done) { when_delivered(std::move(done)); }}},
      people{desk, database, clock, settings},
      answers{{desk, database, clock, settings}},
      publisher{{desk, database, clock, settings,
                 [this](std::function<void()> job) { loop.post(std::move(job)); }},
                places.templates},
      templates{notify::load_templates(places.templates)},
      subscribers{{database, clock, desk, settings, notify::templates_for(templates, "en")}},
      mail{loop, templates, settings,
           [this](const std::string& number) { return message_context(desk, settings, number); }},
      command{loop},
      webhook{loop, {.user_agent = agent_of(settings), .now = real_time}},
      chat{loop,
           templates,
           {.user_agent = agent_of(settings), .now = real_time},
           [this](const std::string& number) { return message_context(desk, settings, number); }},
      outbox{database, run_name(),
             [this] { receipts_timer.after(kReceiptsWait, [this] { pump(); }); }},
      sign_ups{{subscribers, desk, clock, settings, templates,
                [this](const std::string& recipient, const lib::Mail& written,
                       notify::SendDone done) { mail.send(recipient, written, std::move(done)); },
                [this] { return answers.freshness(); }},
               places.templates},
      routes{{answers, desk, poller, publisher, people, database, clock, settings, subscribers,
              sign_ups, [this](std::function<void()> done) { when_delivered(std::move(done)); },
              [this](const std::string& number) {
                turn([&] { return almanac.turn(number); });
                turn([&] { return watch.turn(); });
              },
              places.templates}},
      ticker{loop},
      mail_timer{loop},
      receipts_timer{loop} {
  widen_track();
  deliverer = std::make_unique<notify::Deliverer>(
      outbox,
      notify::Deliverer::World{
          .subscriber = [this](const std::string& id) { return subscribers.find(id); },
          .channel = [this](const notify::Target& target) { return channel(target); },
          .now = [this] { return clock.now(); },
          .jitter = [this] { return random(); },
          .idle_until =
              [this](std::optional<treaty::Instant> next) {
                finish_waiting();
                if (!next) return mail_timer.cancel();
                const auto wait = std::max(*next - clock.now(), std::chrono::seconds{1});
                mail_timer.after(wait, [this] { pump(); });
              },
          .objection = [this](const std::string& id) { return subscribers.objection(id); },
          .answered =
              [this](const std::string& id, const std::optional<std::string>& refusal) {
                subscribers.answered(id, refusal);
              }},
      notify::Deliverer::Limits{});
  server = std::make_unique<lib::HttpServer>(
      loop, socket_options(settings, places.socket),
      [this](const lib::ServerRequest& request, const lib::Responder& responder) {
        routes.answer(request, responder);
      },
      [](const std::string& fault) { lib::log_error("socket: " + fault); });
  signals =
      std::make_unique<lib::Signals>(loop, std::initializer_list<int>{SIGTERM, SIGINT, SIGHUP},
                                     [this](int signal) { signal == SIGHUP ? reload() : stop(); });
}

notify::Channel* Service::Parts::channel(const notify::Target& target) {
  if (const auto* to = std::get_if<notify::MailTarget>(&target)) return mail.find(to->via);
  if (std::holds_alternative<notify::WebhookTarget>(target)) return &webhook;
  if (std::holds_alternative<notify::ChatTarget>(target)) return &chat;
  return &command;
}

void Service::Parts::pump() {
  try {
    outbox.flush();
    deliverer->pump();
  } catch (const std::exception& fault) {
    lib::log_error(std::string{"deliveries wait: "} + fault.what());
    mail_timer.after(60s, [this] { pump(); });
  }
}

// Whoever asked to be told when all that was due has been tried.
void Service::Parts::finish_waiting() {
  if (waiting_for_delivery.empty()) return;
  if (deliverer->in_flight() > 0 || outbox.has_unrecorded() || deliverer->has_due()) return;
  for (auto& done : std::exchange(waiting_for_delivery, {}))
    loop.post(std::move(done));
}

// Those that have waited longest first, and few at a time: hundreds of treaties may be tracked.
void Service::Parts::poll_due() {
  std::vector<std::pair<treaty::Instant, std::string>> due;
  std::size_t looking = 0;
  for (const std::string& number : settings.track) {
    const auto when = poller.next_due(number);
    if (poller.is_looking(number)) {
      ++looking;
    } else if (!when || *when <= clock.now()) {
      due.emplace_back(when.value_or(treaty::Instant{}), number);
    }
  }
  std::stable_sort(due.begin(), due.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [when, number] : due) {
    if (looking++ >= kLooksAtOnce) return;
    poller.poll(number, [](const PollOutcome&) {});
  }
}

void Service::Parts::widen_track() {
  std::vector<std::string> known;
  for (const auto& [number, rule] : library.rules)
    known.push_back(number);
  for (const store::ListedTreaty& listed : store::load_catalogue(database))
    known.push_back(listed.number);
  widen(settings.track, settings.track_patterns, known);
}

// What cannot be recorded now is told at the next turn.
std::size_t Service::Parts::turn(const std::function<std::size_t()>& what) {
  try {
    return what();
  } catch (const std::exception& fault) {
    lib::log_error(std::string{"the calendar waits: "} + fault.what());
    return 0;
  }
}

void Service::Parts::when_delivered(std::function<void()> done) {
  waiting_for_delivery.push_back(std::move(done));
  pump();
  finish_waiting();
}

void Service::Parts::tick() {
  if (stopping) return;
  std::size_t events = turn([this] { return watch.turn(); });
  for (const std::string& number : settings.track) {
    const std::size_t told = turn([&] { return almanac.turn(number); });
    if (told > 0) publisher.publish(number);
    events += told;
  }
  publisher.settle(!poller.is_idle());
  if (events > 0) {
    routes.publish();
    pump();
  }
  try {
    if (!clock.is_simulated()) {
      poll_due();
      catalogue.turn();
    }
    if (poller.makes_progress()) lib::notify_systemd_alive();
  } catch (const std::exception& fault) {
    lib::log_error(std::string{"looking waits: "} + fault.what());
  }
  ticker.after(kTick, [this] { tick(); });
}

void Service::Parts::reload() {
  if (stopping) return;
  lib::notify_systemd_reloading();
  if (take_new_settings(places, settings, library)) {
    desk.on_new_data();
    subscribers.configure(settings.subscribers);
    widen_track();
    publisher.publish_all();
    tell_what_is_tracked();
    ticker.after(0s, [this] { tick(); });
  }
  lib::notify_systemd_ready();
}

void Service::Parts::tell_what_is_tracked() const {
  lib::log_info(fmt::format("treatyd tracks {} {}: {}", settings.track.size(),
                            settings.track.size() == 1 ? "treaty" : "treaties",
                            fmt::join(settings.track, ", ")));
}

void Service::Parts::stop() {
  if (std::exchange(stopping, true)) return;
  lib::log_info("stopping");
  lib::notify_systemd_stopping();
  ticker.cancel();
  mail_timer.cancel();
  receipts_timer.cancel();
  routes.close();
  server->shutdown(kGrace, [this] { loop.stop(); });
}

Service::Service(Settings settings, Library library, Clock clock, const Places& places)
    : parts_{std::make_unique<Parts>(std::move(settings), std::move(library), std::move(clock),
                                     places)} {}

Service::~Service() = default;

void Service::run() {
  const auto abandoned =
      store::requeue_abandoned(parts_->database, run_name(), parts_->clock.now());
  if (abandoned > 0) {
    lib::log_info(fmt::format("{} deliveries of an earlier run are sent again", abandoned));
  }
  lib::notify_systemd_ready();
  parts_->tell_what_is_tracked();
  parts_->publisher.publish_all();
  parts_->loop.post([this] {
    parts_->tick();
    parts_->pump();
  });
  for (;;) {
    try {
      return parts_->loop.run();
    } catch (const std::exception& fault) {
      // One callback failed, most likely because the disk is full; what it was about stays in the
      // database as it was, and everything else goes on.
      lib::log_error(std::string{"going on after: "} + fault.what());
    }
  }
}

}  // namespace service
