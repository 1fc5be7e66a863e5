#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "daemon/answers.h"
#include "daemon/catalogue.h"
#include "feeds/address.h"
#include "lib/rfc3339.h"
#include "lib/text.h"
#include "store/catalogue.h"

namespace service {
namespace {

namespace json = lib::json;

constexpr std::chrono::seconds kStale = std::chrono::days{15};  // two looks failed

// By chapter, then by number: IV-2 before IV-11, and both before XVIII-1.
struct ByNumber {
  bool operator()(const std::string& a, const std::string& b) const {
    const auto key = [](const std::string& number) {
      const auto parsed = feeds::TreatyNumber::parse(number);
      const std::size_t part = number.find('-');
      const std::string rest = part == std::string::npos ? "" : number.substr(part + 1);
      const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
      return std::tuple{parsed ? parsed->chapter() : 0U, digits, rest};
    };
    return key(a) < key(b);
  }
};

struct Known {
  std::string title;
  std::string source;
};

}  // namespace

json::object Answers::catalogue(const std::string& search) {
  std::map<std::string, Known, ByNumber> known;
  for (const store::ListedTreaty& listed : store::load_catalogue(world_.database)) {
    known.insert_or_assign(listed.number, Known{listed.title, "list"});
  }
  for (const auto& [number, rule] : world_.desk.rules())
    known.emplace(number, Known{rule.name, "rule"});
  for (const std::string& number : world_.settings.track) {
    known.emplace(number, Known{world_.desk.record(number).title, "track"});
  }
  json::array treaties;
  for (const auto& [number, one] : known) {
    const treaty::Rule* rule = world_.desk.rule(number);
    const std::string name = rule == nullptr ? "" : rule->name;
    const std::string all = number + ' ' + one.title + ' ' + name;
    if (lib::find_ignoring_case(all, search) == std::string::npos) continue;
    treaties.push_back({{"number", number},
                        {"title", one.title},
                        {"source", one.source},
                        {"has_rule", rule != nullptr},
                        {"tracked", world_.desk.tracks(number)}});
  }

  json::array lists;
  const auto states = store::load_catalogue_lists(world_.database);
  bool never = false;
  std::optional<treaty::Instant> oldest;
  for (const feeds::CatalogueList& list : wanted_lists(world_.settings)) {
    const std::string url = feeds::list_address(world_.settings.source.base_url, list);
    const auto state =
        std::find_if(states.begin(), states.end(), [&](const auto& one) { return one.url == url; });
    const bool seen = state != states.end() && state->last_good;
    never |= !seen;
    if (seen && (!oldest || *state->last_good < *oldest)) oldest = state->last_good;
    lists.push_back(
        {{"chapter", list.chapter},
         {"url", url},
         {"last_good", seen ? json::value(lib::rfc3339(*state->last_good)) : json::value(nullptr)},
         {"fault", state == states.end() || state->fault.empty() ? json::value(nullptr)
                                                                 : json::value(state->fault)}});
  }
  if (never) oldest.reset();
  const bool stale = never || (oldest && world_.clock.now() - *oldest > kStale);
  return {{"schema", 1},
          {"as_of", lib::rfc3339(world_.clock.now())},
          {"last_good_check", oldest ? json::value(lib::rfc3339(*oldest)) : json::value(nullptr)},
          {"stale", stale},
          {"treaties", std::move(treaties)},
          {"lists", std::move(lists)}};
}

}  // namespace service
