#include "lib/http_client.h"

#include <map>
#include <utility>

#include "lib/curl_multi.h"
#include "lib/http_transfer.h"

namespace lib {

struct HttpClient::Impl : std::enable_shared_from_this<HttpClient::Impl> {
  Impl(Loop& on, HttpClientOptions with)
      : loop{&on}, options{with}, multi{on, with.connections_per_host} {}

  void go(Id id, const std::string& address) {
    HttpTransfer& transfer = *transfers.at(id);
    if (auto fault = transfer.prepare(address)) {
      loop->post([weak = weak_from_this(), id, fault = *std::move(fault)] {
        if (const auto self = weak.lock()) self->settle(id, make_unexpected(fault));
      });
      return;
    }
    multi.start(transfer.lane(), transfer.easy(), [weak = weak_from_this(), id](CURLcode code) {
      if (const auto self = weak.lock()) self->carry_on(id, code);
    });
  }

  void carry_on(Id id, CURLcode code) {
    const auto entry = transfers.find(id);
    if (entry == transfers.end()) return;  // cancelled
    if (auto result = entry->second->finish(code)) {
      settle(id, *std::move(result));
    } else {
      go(id, entry->second->next_hop());
    }
  }

  void settle(Id id, HttpResult result) {
    const auto entry = transfers.extract(id);
    if (!entry.empty()) entry.mapped()->callback()(std::move(result));
  }

  Loop* loop;
  HttpClientOptions options;
  Id last_id = 0;
  // Before the multi handle, which lets go of them in its destructor.
  std::map<Id, std::unique_ptr<HttpTransfer>> transfers;
  CurlMulti multi;
};

HttpClient::HttpClient(Loop& loop, HttpClientOptions options)
    : impl_{std::make_shared<Impl>(loop, options)} {}
HttpClient::~HttpClient() = default;

HttpClient::Id HttpClient::fetch(HttpRequest request, Callback callback) {
  const Id id = ++impl_->last_id;
  const std::string address = request.url;
  impl_->transfers.emplace(
      id, std::make_unique<HttpTransfer>(std::move(request), std::move(callback), impl_->options));
  impl_->go(id, address);
  return id;
}

void HttpClient::cancel(Id id) {
  const auto entry = impl_->transfers.find(id);
  if (entry == impl_->transfers.end()) return;
  impl_->multi.cancel(entry->second->easy());
  impl_->transfers.erase(entry);
}

HttpResult fetch_once(HttpRequest request, HttpClientOptions options) {
  Loop loop;
  HttpClient client{loop, options};
  std::optional<HttpResult> answer;
  client.fetch(std::move(request), [&](HttpResult result) {
    answer = std::move(result);
    loop.stop();
  });
  loop.run();
  return *std::move(answer);
}

}  // namespace lib
