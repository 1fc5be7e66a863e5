#include "lib/smtp.h"

#include <map>
#include <optional>
#include <thread>
#include <utility>

#include "lib/loop.h"
#include "lib/smtp_transfer.h"

namespace lib {

/// The transfers have a loop and a thread of their own: libcurl waits for the answer to its QUIT,
/// and that must not hold up anybody else.
struct SmtpClient::Impl {
  Impl(Loop& loop, unsigned connections)
      : callers{&loop}, transfers_per_host{connections}, thread{[this] { run(); }} {}

  void run() {
    CurlMulti own{mail_loop, transfers_per_host};
    multi = &own;
    mail_loop.run();
    // Kept connections get a QUIT as they are closed, which nobody should wait for now.
    sockets.shut_down();
  }

  ~Impl() {
    mail_loop.post([this] { mail_loop.stop(); });
    sockets.shut_down();
    thread.join();
  }

  void start(Id id, SmtpRequest request) {
    auto transfer = std::make_shared<SmtpTransfer>(std::move(request), sockets);
    if (auto fault = transfer->prepare()) return report(id, make_unexpected(*std::move(fault)));
    under_way.emplace(id, transfer);
    multi->start(transfer->lane(), transfer->easy(), [this, id](CURLcode code) {
      const auto entry = under_way.extract(id);
      if (!entry.empty()) report(id, entry.mapped()->finish(code));
    });
  }

  void stop(Id id) {
    const auto entry = under_way.extract(id);
    if (!entry.empty()) multi->cancel(entry.mapped()->easy());
  }

  void report(Id id, SmtpResult result) {
    callers->post([weak = self, id, result = std::move(result)] {
      const auto impl = weak.lock();
      if (!impl) return;
      const auto entry = impl->callbacks.extract(id);
      if (!entry.empty()) entry.mapped()(result);
    });
  }

  // The caller's thread.
  Loop* callers;
  std::weak_ptr<Impl> self;
  Id last_id = 0;
  std::map<Id, Callback> callbacks;

  // Both.
  OpenSockets sockets;
  Loop mail_loop;

  // The thread of the transfers.
  unsigned transfers_per_host;
  CurlMulti* multi = nullptr;
  std::map<Id, std::shared_ptr<SmtpTransfer>> under_way;

  std::thread thread;
};

SmtpClient::SmtpClient(Loop& loop, unsigned connections_per_host)
    : impl_{std::make_shared<Impl>(loop, connections_per_host)} {
  impl_->self = impl_;
}
SmtpClient::~SmtpClient() = default;

SmtpClient::Id SmtpClient::send(SmtpRequest request, Callback callback) {
  const Id id = ++impl_->last_id;
  impl_->callbacks.emplace(id, std::move(callback));
  impl_->mail_loop.post([impl = impl_.get(), id, request = std::move(request)]() mutable {
    impl->start(id, std::move(request));
  });
  return id;
}

void SmtpClient::cancel(Id id) {
  impl_->callbacks.erase(id);
  impl_->mail_loop.post([impl = impl_.get(), id] { impl->stop(id); });
}

SmtpResult send_once(SmtpRequest request) {
  Loop loop;
  SmtpClient client{loop};
  std::optional<SmtpResult> answer;
  client.send(std::move(request), [&](SmtpResult result) {
    answer = std::move(result);
    loop.stop();
  });
  loop.run();
  return *std::move(answer);
}

}  // namespace lib
