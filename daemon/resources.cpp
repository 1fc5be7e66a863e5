#include "daemon/resources.h"

#include <algorithm>
#include <array>

namespace service {
namespace {

struct Resource {
  std::string_view path;  ///< a segment in capitals stands for any, REST for any number of them
  bool get = true;
  bool post = false;
};

constexpr std::array kResources = {
    Resource{"/v1/status"},
    Resource{"/v1/treaties"},
    Resource{"/v1/treaties/NUMBER"},
    Resource{"/v1/treaties/NUMBER/participants"},
    Resource{"/v1/treaties/NUMBER/explain"},
    Resource{"/v1/treaties/NUMBER/history"},
    Resource{"/v1/treaties/NUMBER/declarations"},
    Resource{"/v1/treaties/NUMBER/what-if"},
    Resource{"/v1/treaties/NUMBER/chart"},
    Resource{"/v1/treaties/NUMBER/proposed-rule"},
    Resource{"/v1/participants/ID"},
    Resource{"/v1/catalogue"},
    Resource{"/v1/events"},
    Resource{"/v1/events/ID"},
    Resource{"/v1/events/ID/retract", false, true},
    Resource{"/v1/digest", true, true},
    Resource{"/v1/holds"},
    Resource{"/v1/holds/ID/approve", false, true},
    Resource{"/v1/holds/ID/reject", false, true},
    Resource{"/v1/evidence/SHA256"},
    Resource{"/v1/deliveries"},
    Resource{"/v1/deliveries/ID/retry", false, true},
    Resource{"/v1/preview"},
    Resource{"/v1/subscribers"},
    Resource{"/v1/subscribers/NAME"},
    Resource{"/v1/subscribers/NAME/erase", false, true},
    Resource{"/v1/subscribers/NAME/resume", false, true},
    Resource{"/v1/subscriptions", false, true},
    Resource{"/v1/inbox", false, true},
    Resource{"/v1/poll", false, true},
    Resource{"/feeds/REST"},
    Resource{"/metrics"},
};

std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

bool matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_segment(pattern);
    if (wanted == "REST") return true;
    const std::string_view segment = take_segment(path);
    const bool any = wanted.front() >= 'A' && wanted.front() <= 'Z';
    if (any ? segment.empty() : segment != wanted) return false;
  }
  return pattern.empty() && path.empty();
}

}  // namespace

std::string allowed_methods(std::string_view path) {
  if (path.empty() || path.front() != '/') return {};
  bool get = false;
  bool post = false;
  for (const Resource& resource : kResources) {
    if (!matches(resource.path, path)) continue;
    get |= resource.get;
    post |= resource.post;
  }
  if (get) return post ? "GET, HEAD, POST" : "GET, HEAD";
  return post ? "POST" : "";
}

std::string all_resources() {
  std::string all;
  for (const Resource& resource : kResources) {
    all += all.empty() ? "" : ", ";
    all += resource.get ? (resource.post ? "GET and POST " : "GET ") : "POST ";
    all += resource.path;
  }
  return all;
}

}  // namespace service
