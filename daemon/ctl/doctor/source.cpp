#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string>
#include <variant>

#include "daemon/clock.h"
#include "daemon/ctl/ask.h"
#include "daemon/ctl/doctor/checks.h"
#include "daemon/ctl/page.h"
#include "feeds/read_document.h"
#include "lib/http_client.h"
#include "store/evidence.h"
#include "store/records.h"

namespace ctl::doctor {
namespace {

namespace json = lib::json;

constexpr std::chrono::seconds kPatience{15};

// "2026-11-23T04:00:00Z" as people write it.
std::string at_words(const std::string& instant) {
  if (instant.size() < 16) return "never";
  return instant.substr(0, 10) + ' ' + instant.substr(11, 5) + " UTC";
}

// How the addresses stand; the good ones in one line, since there may be hundreds.
void check_addresses(const json::object& status, Findings& found) {
  long long good = 0;
  std::string oldest;
  for (const json::value& value : status.at("sources").as_array()) {
    const json::object& source = value.as_object();
    const std::string condition = text_of(source, "condition");
    const std::string last = text_of(source, "last_good");
    if (condition == "good") {
      ++good;
      if (oldest.empty() || last < oldest) oldest = last;
      continue;
    }
    found.push_back(
        {"source", condition == "suspect" ? Level::warning : Level::fault,
         text_of(source, "treaty") + " is " + condition + " since " +
             at_words(text_of(source, "since")) + ", last good " + at_words(last) + ": " +
             text_of(source, "fault"),
         condition == "suspect"
             ? "look at " + text_of(source, "url") + " with your own eyes; treatyctl holds"
             : "see whether " + text_of(source, "url") + " opens from this machine"});
  }
  if (good > 0) {
    found.push_back({"source", Level::ok,
                     amount(good, "document") + " read well, the longest ago " + at_words(oldest)});
  }
  for (const json::value& value : status.at("treaties").as_array()) {
    const json::object& treaty = value.as_object();
    if (!is_true(treaty, "stale")) continue;
    const std::string last = text_of(treaty, "last_good_check");
    found.push_back(
        {"source", last.empty() ? Level::warning : Level::fault,
         text_of(treaty, "number") + (last.empty() ? " has never been read"
                                                   : " is stale: last read well " + at_words(last)),
         "treatyctl poll " + text_of(treaty, "number") + " looks now and says why"});
  }
}

// The kept documents read again by this program.
void check_reading(Seen& seen, Findings& found) {
  if (!seen.database || !seen.settings || !seen.data) return;
  store::Database& database = *seen.database;
  long long read = 0;
  for (const std::string& number : seen.settings->track) {
    const auto last = store::last_reading(database, number);
    const auto kept = last ? store::load_evidence(database, last->evidence) : std::nullopt;
    if (!kept) continue;
    ++read;
    const auto result =
        feeds::read_document(kept->body, seen.data->participants, seen.data->exceptions);
    if (const auto* fault = std::get_if<feeds::ReadFault>(&result)) {
      found.push_back({"reading", Level::fault,
                       number + ": the last document cannot be read: " + fault->text,
                       "treatyctl verify tells what else comes out differently"});
      continue;
    }
    for (const treaty::Problem& problem : std::get<treaty::Reading>(result).problems) {
      found.push_back(
          {"reading", Level::warning, number + ", " + problem.where + ": " + problem.text});
    }
  }
  if (read > 0) {
    found.push_back(
        {"reading", Level::ok, amount(read, "kept document") + " read again by this program"});
  }
}

void judge_clock(std::chrono::seconds skew, const std::string& whose, Findings& found) {
  const long long apart = std::abs(skew.count());
  constexpr long long kNoticeable = 120;
  const std::string text = "this machine's clock and " + whose + " differ by " + span_words(apart);
  const std::string todo = "set this machine's clock (timedatectl set-ntp true)";
  if (service::is_clock_wrong(skew)) {
    found.push_back(
        {"clock", Level::fault, text + ": nothing that depends on the day is told", todo});
  } else if (apart > kNoticeable) {
    found.push_back({"clock", Level::warning, text, todo});
  } else {
    found.push_back({"clock", Level::ok, text});
  }
}

// One request to the site's front page. False when it did not tell its time.
bool ask_site(const service::Settings& settings, Findings& found) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::string& contact = settings.source.contact;
  const lib::HttpResult result =
      lib::fetch_once({.method = "HEAD",
                       .url = settings.source.base_url + '/',
                       .user_agent = contact.empty() ? "treatyd/1" : "treatyd/1 (" + contact + ')',
                       .connect_timeout = kPatience,
                       .total_timeout = kPatience});
  if (!result) {
    found.push_back({"network", Level::fault, result.error().sentence,
                     "check this machine's network, name server and firewall; treatyd goes on "
                     "trying by itself"});
    return false;
  }
  constexpr int kRefusals[] = {401, 403, 429, 503};
  const bool refuses =
      std::find(std::begin(kRefusals), std::end(kRefusals), result->status) != std::end(kRefusals);
  found.push_back(
      {"network", refuses ? Level::warning : Level::ok,
       settings.source.base_url + " answers with status " + std::to_string(result->status),
       refuses ? "it may be blocking this machine; see that source.contact is set" : ""});
  if (!result->date) return false;
  judge_clock(*result->date - now, "the site's", found);
  return true;
}

}  // namespace

void check_source(const Subject& subject, Seen& seen, Findings& found) {
  const bool told = !subject.offline && seen.settings && ask_site(*seen.settings, found);
  if (seen.status) check_addresses(*seen.status, found);
  check_reading(seen, found);
  if (told || !seen.status) return;
  const json::value* skew = seen.status->if_contains("clock_skew");
  if (skew != nullptr && skew->is_int64()) {
    judge_clock(std::chrono::seconds{skew->as_int64()}, "the site's, when it was last read,",
                found);
  }
}

}  // namespace ctl::doctor
