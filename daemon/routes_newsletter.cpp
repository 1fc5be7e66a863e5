#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "daemon/respond.h"
#include "daemon/routes.h"
#include "lib/png.h"
#include "lib/rfc3339.h"
#include "notify/chart.h"
#include "store/newsletters.h"

// What editors take away: issues of a newsletter, and charts.

namespace service {
namespace {

namespace json = lib::json;

constexpr std::size_t kLongestName = 64;
constexpr double kSharp = 2;

bool is_newsletter_name(const std::string& name) {
  return !name.empty() && name.size() <= kLongestName &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '-';
         });
}

std::optional<int> positive(const std::string& text) {
  int value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || value < 1) return std::nullopt;
  return value;
}

}  // namespace

void Routes::newsletter(const lib::ServerRequest& request, const lib::Responder& responder,
                        const std::string& name, std::optional<treaty::Instant> since,
                        const DigestForm& form) {
  if (!is_newsletter_name(name)) {
    return responder.send(
        lib::problem(400, "a newsletter's name has letters, digits, dot and hyphen, at most 64"));
  }
  const bool makes = request.method == "POST";
  std::optional<store::Issue> issue;
  if (const std::string* wanted = request.query_field("issue")) {
    const auto number = positive(*wanted);
    if (!number || makes) {
      return responder.send(lib::problem(400, "issue must be the number of one that was made"));
    }
    issue = store::find_issue(world_.database, name, *number);
    if (!issue) {
      return responder.send(
          lib::problem(404, "no issue " + *wanted + " of the newsletter " + name + " was made"));
    }
  } else {
    issue = world_.publisher.next_issue(name, since);
    if (since && issue->number > 1) {
      return responder.send(lib::problem(
          409, name + " has had " + std::to_string(issue->number - 1) +
                   " issues: the next one begins where the last one ended (--since LAST)"));
    }
  }
  Publisher::Printed printed = world_.publisher.print(*issue, form);
  json::object answer{{"newsletter", name},
                      {"issue", issue->number},
                      {"after", issue->after},
                      {"until", issue->until},
                      {"made_at", lib::rfc3339(issue->made_at)},
                      {"stale", printed.stale},
                      {"text", std::move(printed.text)}};
  // Printed first: what cannot be printed must not count as printed.
  if (makes) store::keep_issue(world_.database, *issue);
  responder.send({.body = json::serialize(answer) + '\n'});
}

void Routes::chart(const lib::ServerRequest& request, const lib::Responder& responder,
                   const std::string& number, const AsOf& as_of) {
  constexpr int kWidth = 760;
  constexpr int kHeight = 320;
  const std::string* wanted = request.query_field("format");
  const std::string format = wanted == nullptr ? "svg" : *wanted;
  const treaty::Assessment assessment = world_.desk.assess(number, as_of);
  const std::string svg =
      notify::progress_chart(assessment, world_.publisher.words(), kWidth, kHeight);
  if (svg.empty()) {
    return responder.send(lib::problem(404, number + " has no dated act yet: there is no chart"));
  }
  if (format == "svg") return send_bytes(request, responder, "image/svg+xml", svg);
  if (format == "png") {
    return send_bytes(request, responder, "image/png", lib::png_of_svg(svg, kSharp));
  }
  if (format == "text") {
    return send_bytes(request, responder, "text/plain; charset=utf-8",
                      notify::chart_in_words(assessment, world_.publisher.words()) + '\n');
  }
  responder.send(lib::problem(400, "format must be svg, png, or text: the same in words"));
}

}  // namespace service
