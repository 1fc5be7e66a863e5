#include "notify/circular.h"

#include <algorithm>
#include <utility>

namespace notify {
namespace {

constexpr std::chrono::seconds kFresh{1};
constexpr std::size_t kMostKept = 32;

}  // namespace

Circular::Circular(const Compose& compose, std::size_t length, const std::string& seed) {
  const auto body_for = [&](const std::string& token) {
    message_ = compose(token);
    return lib::mail_body(std::exchange(message_.text, {}), std::exchange(message_.html, {}), seed);
  };
  body_ = body_for(std::string(length, 'a'));
  const lib::MailBody other = body_for(std::string(length, 'b'));
  if (other.bytes.size() != body_.bytes.size()) return;
  for (std::size_t i = 0; i < other.bytes.size(); ++i) {
    if (other.bytes[i] != body_.bytes[i]) places_.push_back(i);
  }
  // What was concluded is tried on a token whose letters all differ from their neighbours.
  std::string sample;
  while (sample.size() < length)
    sample += static_cast<char>('0' + sample.size() % 10);
  usable_ = places_.size() % length == 0 && copy_for(sample).bytes == body_for(sample).bytes;
}

lib::MailBody Circular::copy_for(const std::string& token) const {
  lib::MailBody copy = body_;
  for (std::size_t i = 0; i < places_.size(); ++i)
    copy.bytes[places_[i]] = token[i % token.size()];
  return copy;
}

const Circular& Circulars::find(Key key, const Circular::Compose& compose) {
  const auto now = std::chrono::steady_clock::now();
  kept_.remove_if([&](const Kept& kept) { return now - kept.since > kFresh; });
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.key == key; });
  if (found != kept_.end()) return found->circular;
  if (kept_.size() >= kMostKept) kept_.pop_back();
  const std::string seed = key.events.front() + key.issue;
  const std::size_t length = key.token_length;
  kept_.push_front({std::move(key), now, Circular{compose, length, seed}});
  return kept_.front().circular;
}

}  // namespace notify
