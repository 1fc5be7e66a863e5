#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <string>
#include <vector>

#include "lib/mime.h"
#include "notify/message.h"
#include "notify/subscriber.h"

namespace notify {

/// What of a notice is equal for all who follow alike, written and encoded once.
///
/// Of two such readers only the token by which they leave differs. Tokens of one length change no
/// line and no encoding, so that the places where two bodies differ are those of the token.
class Circular {
 public:
  using Compose = std::function<Message(const std::string& token)>;

  /// `length` is that of every token, at least 1; `seed` is that of the body's boundary.
  Circular(const Compose& compose, std::size_t length, const std::string& seed);

  /// Whether copies can be made; when not, each has to be written for itself.
  [[nodiscard]] bool is_usable() const { return usable_; }

  /// Without its texts: they are in the body.
  [[nodiscard]] const Message& message() const { return message_; }
  [[nodiscard]] lib::MailBody copy_for(const std::string& token) const;

 private:
  Message message_;
  lib::MailBody body_;
  std::vector<std::size_t> places_;  ///< of the token's letters, again and again in their order
  bool usable_ = false;
};

/// The circulars of the moment. One is written anew after a second, because the state of play that
/// it shows moves on, and so that little is kept.
class Circulars {
 public:
  struct Key {
    std::string language;
    std::string issue;  ///< of a digest; empty for a notice
    std::vector<std::string> events;
    Filter filter;
    std::string note;
    std::size_t token_length = 1;
    friend bool operator==(const Key&, const Key&) = default;
  };

  const Circular& find(Key key, const Circular::Compose& compose);

 private:
  struct Kept {
    Key key;
    std::chrono::steady_clock::time_point since;
    Circular circular;
  };
  std::list<Kept> kept_;  ///< the newest first
};

}  // namespace notify
