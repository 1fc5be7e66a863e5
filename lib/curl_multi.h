#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "lib/curl.h"
#include "lib/loop.h"

namespace lib {

/// libcurl's multi interface on the loop: libcurl says which sockets and which time-out it waits
/// for, the loop tells it when. For the clients in lib/; loop thread only.
///
/// Transfers wait in lanes (one a host and port) before libcurl sees them: inside libcurl their
/// waiting would count against their own time-outs.
class CurlMulti {
 public:
  using Done = std::function<void(CURLcode)>;

  CurlMulti(Loop& loop, unsigned transfers_per_lane);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  /// `easy` stays the caller's and must live until `done` runs or cancel() returns. `done` runs
  /// once from the loop, never inside a call of this class; it may destroy this object.
  void start(const std::string& lane, CURL* easy, Done done);

  /// Takes the transfer out, wherever it is. A `done` that is already on its way still comes.
  void cancel(CURL* easy);

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Lane {
    unsigned running = 0;
    std::deque<std::pair<CURL*, Done>> waiting;
  };
  struct Running {
    std::string lane;
    Done done;
  };

  static int on_socket(CURL* easy, curl_socket_t fd, int what, void* self, void* socket);
  static int on_timer(CURLM* multi, long milliseconds, void* self);
  void wait_until(Time when);
  void act_soon();
  void act(curl_socket_t fd, int events);
  void collect();
  void run_next(const std::string& lane);
  void take_out(std::unordered_map<CURL*, Running>::iterator entry);

  Loop* loop_;
  unsigned per_lane_;
  Timer timer_;
  Time wanted_ = Time::max();  // when libcurl wants to be called
  Time set_ = Time::max();     // when the timer will fire, which may be too early
  std::shared_ptr<bool> soon_ = std::make_shared<bool>(false);  // a call is on its way
  CURLM* multi_;
  std::map<curl_socket_t, std::unique_ptr<FdWatch>> watches_;
  std::map<std::string, Lane, std::less<>> lanes_;
  std::unordered_map<CURL*, Running> running_;
};

}  // namespace lib
