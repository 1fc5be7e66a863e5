#include <charconv>
#include <map>
#include <utility>
#include <vector>

#include "daemon/routes.h"
#include "store/outbox.h"

// The part of the routes that sends a dead delivery again, for root and for the user that treatyd
// runs as.

namespace service {
namespace {

namespace json = lib::json;

std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

// "2 deliveries were tried again: 1 sent, 1 dead."
std::string outcome(const std::vector<store::Delivery>& tried) {
  std::map<std::string_view, std::size_t> states;
  for (const store::Delivery& delivery : tried)
    ++states[store::name_of(delivery.state)];
  std::string sentence = std::to_string(tried.size()) +
                         (tried.size() == 1 ? " delivery was" : " deliveries were") +
                         " tried again";
  for (const auto& [state, count] : states) {
    sentence += (state == states.begin()->first ? ": " : ", ") + std::to_string(count) + ' ' +
                std::string{state};
  }
  return sentence + '.';
}

}  // namespace

void Routes::retry_deliveries(const std::string& which, const lib::Responder& responder) {
  const auto id = number_in(which);
  if (!id && which != "dead") {
    return responder.send(lib::problem(
        400, "POST /v1/deliveries/ID/retry takes the number of a delivery, or \"dead\""));
  }
  const auto rows = world_.subscribers.send_again(id);
  if (rows.empty() && id) {
    const auto known = store::find_delivery(world_.database, *id);
    return responder.send(known ? lib::problem(409, "delivery " + which + " is " +
                                                        std::string{store::name_of(known->state)} +
                                                        ": only a dead one can be sent again")
                                : lib::problem(404, "there is no delivery " + which));
  }
  world_.when_delivered([this, rows, responder] {
    std::vector<store::Delivery> tried;
    for (const std::int64_t row : rows) {
      // Whoever was erased in the meantime has none any more.
      if (auto one = store::find_delivery(world_.database, row)) tried.push_back(*std::move(one));
    }
    json::object answer = world_.answers.freshness();
    answer["sentence"] = outcome(tried);
    json::array all;
    for (const store::Delivery& delivery : tried)
      all.push_back(delivery_answer(delivery));
    answer["deliveries"] = std::move(all);
    responder.send({.body = json::serialize(answer) + '\n'});
  });
}

}  // namespace service
