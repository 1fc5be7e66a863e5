#include "lib/curl_multi.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lib {
namespace {

CURLM* new_multi() {
  static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM* multi = curl_multi_init();
  if (global != CURLE_OK || multi == nullptr) throw std::runtime_error("libcurl does not start");
  return multi;
}

}  // namespace

CurlMulti::CurlMulti(Loop& loop, unsigned transfers_per_lane)
    : loop_{&loop}, per_lane_{std::max(1U, transfers_per_lane)}, timer_{loop}, multi_{new_multi()} {
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(per_lane_));
}

CurlMulti::~CurlMulti() {
  for (const auto& [easy, running] : running_)
    curl_multi_remove_handle(multi_, easy);
  // Closes the kept connections, and calls on_socket for them.
  curl_multi_cleanup(multi_);
}

void CurlMulti::start(const std::string& lane, CURL* easy, Done done) {
  lanes_[lane].waiting.emplace_back(easy, std::move(done));
  run_next(lane);
}

void CurlMulti::run_next(const std::string& name) {
  const auto found = lanes_.find(name);
  Lane& lane = found->second;
  while (lane.running < per_lane_ && !lane.waiting.empty()) {
    auto [easy, done] = std::move(lane.waiting.front());
    lane.waiting.pop_front();
    const CURLMcode code = curl_multi_add_handle(multi_, easy);
    if (code != CURLM_OK) throw std::runtime_error(curl_multi_strerror(code));
    running_.emplace(easy, Running{name, std::move(done)});
    ++lane.running;
  }
  if (lane.running == 0) lanes_.erase(found);
}

void CurlMulti::take_out(std::unordered_map<CURL*, Running>::iterator entry) {
  const std::string lane = entry->second.lane;
  curl_multi_remove_handle(multi_, entry->first);
  running_.erase(entry);
  --lanes_.at(lane).running;
  run_next(lane);
}

void CurlMulti::cancel(CURL* easy) {
  if (const auto entry = running_.find(easy); entry != running_.end()) {
    take_out(entry);
    return;
  }
  for (auto& [name, lane] : lanes_) {
    std::erase_if(lane.waiting, [&](const auto& waiting) { return waiting.first == easy; });
  }
}

int CurlMulti::on_socket(CURL*, curl_socket_t fd, int what, void* self, void*) {
  auto& multi = *static_cast<CurlMulti*>(self);
  if (what == CURL_POLL_REMOVE) {
    multi.watches_.erase(fd);
    return 0;
  }
  auto& watch = multi.watches_[fd];
  if (!watch) {
    watch = std::make_unique<FdWatch>(*multi.loop_, fd, [&multi, fd](bool readable, bool writable) {
      multi.act(fd, (readable ? CURL_CSELECT_IN : 0) | (writable ? CURL_CSELECT_OUT : 0));
    });
  }
  watch->want((what & CURL_POLL_IN) != 0, (what & CURL_POLL_OUT) != 0);
  return 0;
}

int CurlMulti::on_timer(CURLM*, long milliseconds, void* self) {
  auto& multi = *static_cast<CurlMulti*>(self);
  if (milliseconds == 0) {
    multi.act_soon();
    return 0;
  }
  multi.wanted_ = milliseconds < 0
                      ? Time::max()
                      : std::chrono::steady_clock::now() + std::chrono::milliseconds{milliseconds};
  if (multi.wanted_ < multi.set_) multi.wait_until(multi.wanted_);
  return 0;
}

// Every transfer begins and goes on with this: a timer of the kernel's for each would cost more
// than what it leads to.
void CurlMulti::act_soon() {
  if (std::exchange(*soon_, true)) return;
  wanted_ = Time::max();
  loop_->post([this, weak = std::weak_ptr{soon_}] {
    const auto soon = weak.lock();
    if (!soon) return;
    *soon = false;
    act(CURL_SOCKET_TIMEOUT, 0);
  });
}

// libcurl moves its time with every step of every transfer, nearly always to later: the timer stays
// where it is then, and is set anew when it fires too early.
void CurlMulti::wait_until(Time when) {
  set_ = when;
  timer_.after(when - std::chrono::steady_clock::now(), [this] {
    set_ = Time::max();
    if (wanted_ > std::chrono::steady_clock::now()) {
      if (wanted_ < Time::max()) wait_until(wanted_);
    } else {
      wanted_ = Time::max();
      act(CURL_SOCKET_TIMEOUT, 0);
    }
  });
}

void CurlMulti::act(curl_socket_t fd, int events) {
  int still_running = 0;
  curl_multi_socket_action(multi_, fd, events, &still_running);
  collect();
}

void CurlMulti::collect() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode result = message->data.result;
    const auto entry = running_.find(message->easy_handle);
    if (entry == running_.end()) continue;
    Done done = std::move(entry->second.done);
    take_out(entry);
    // Not called here: it may destroy this object, which is in the middle of its work.
    loop_->post([done = std::move(done), result] { done(result); });
  }
}

}  // namespace lib
