#pragma once

#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <set>
#include <string>

#include "daemon/answers.h"
#include "daemon/feed_shelf.h"
#include "daemon/people.h"
#include "daemon/poller.h"
#include "daemon/publisher.h"
#include "daemon/sign_ups.h"
#include "daemon/subscribers.h"
#include "lib/http_server.h"

namespace service {

/// Whether the peer may act, and see addresses: root, and the user that treatyd runs as.
bool may_act(const lib::Peer& peer);

/// The socket's resources. Questions need no right; what acts (POST) or shows addresses and targets
/// (deliveries, subscribers) is for root, the service's own user, and nobody else (SO_PEERCRED);
/// but for /s/, by which people come and go by themselves (see SignUps).
class Routes {
 public:
  struct World {
    Answers& answers;
    Desk& desk;
    Poller& poller;
    Publisher& publisher;
    People& people;
    store::Database& database;
    Clock& clock;
    const Settings& settings;
    Subscribers& subscribers;
    SignUps& sign_ups;
    /// Calls back once every delivery that was due when it was called has been tried.
    std::function<void(std::function<void()>)> when_delivered;
    std::function<void(const std::string& number)> before_poll;
    std::filesystem::path templates;
  };
  explicit Routes(World world)
      : world_{std::move(world)},
        feeds_{{world_.desk, world_.database, world_.clock, world_.settings,
                world_.publisher.words(), world_.templates}} {}

  void answer(const lib::ServerRequest& request, const lib::Responder& responder);

  /// Sends what is new to those who follow the events. To be called after each recorded step.
  void publish();

  /// Ends the streams, before the server shuts down.
  void close();

 private:
  struct Follower {
    lib::Responder responder;
    store::EventQuery query;
    bool server_sent_events = false;
    bool left = false;
  };

  void participant(const lib::ServerRequest& request, const lib::Responder& responder,
                   const std::string& asked);
  void feed(const lib::ServerRequest& request, const lib::Responder& responder);
  void metrics(const lib::ServerRequest& request, const lib::Responder& responder);
  void treaty(const lib::ServerRequest& request, const lib::Responder& responder,
              const std::string& rest);
  void what_if(const lib::ServerRequest& request, const lib::Responder& responder,
               const std::string& number);
  void declarations(const lib::ServerRequest& request, const lib::Responder& responder,
                    const std::string& number, const AsOf& as_of);
  void events(const lib::ServerRequest& request, const lib::Responder& responder);
  void poll(const lib::ServerRequest& request, const lib::Responder& responder);
  void digest(const lib::ServerRequest& request, const lib::Responder& responder);
  /// The next issue as it would be now (GET), an issue of before (GET with its number), or the next
  /// one made and kept (POST).
  void newsletter(const lib::ServerRequest& request, const lib::Responder& responder,
                  const std::string& name, std::optional<treaty::Instant> since,
                  const DigestForm& form);
  void chart(const lib::ServerRequest& request, const lib::Responder& responder,
             const std::string& number, const AsOf& as_of);
  void poll_and_answer(const std::vector<std::string>& numbers, const lib::Responder& responder);
  void act(const lib::ServerRequest& request, const lib::Responder& responder);
  void decide(const lib::ServerRequest& request, const lib::Responder& responder,
              const std::string& which, store::Verb verb);
  void retract(const lib::ServerRequest& request, const lib::Responder& responder,
               const std::string& event_id);
  void list_deliveries(const lib::ServerRequest& request, const lib::Responder& responder);
  void retry_deliveries(const std::string& which, const lib::Responder& responder);
  void list_subscribers(const lib::ServerRequest& request, const lib::Responder& responder);
  void change_subscriber(const std::string& name_and_verb, const lib::Responder& responder);
  void evidence(const lib::ServerRequest& request, const lib::Responder& responder,
                const std::string& sha256);
  void send_new(Follower& follower);

  World world_;
  FeedShelf feeds_;
  std::list<std::shared_ptr<Follower>> followers_;
};

}  // namespace service
