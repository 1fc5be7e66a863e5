#include "daemon/ctl/online.h"

#include <ostream>
#include <sstream>
#include <string>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/assess.h"
#include "daemon/ctl/page.h"
#include "daemon/ctl/polls.h"
#include "daemon/ctl/standing.h"
#include "lib/http_client.h"
#include "lib/text.h"
#include "lib/url.h"

namespace ctl {
namespace {

namespace json = lib::json;

// Asks, and either prints the JSON or hands the answer to `show`.
template <typename Show>
int answered(const OnlineOptions& options, const std::string& path, std::ostream& out,
             std::ostream& err, Show show) {
  const auto answer = ask(options.socket, path);
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  if (options.json) return print_json(object, out);
  if (!is_read(object)) return say_unread(object, err);
  show(object);
  return exit_of(object);
}

// As a query's value: every byte that is not a letter or a digit as %XX.
std::string encoded(const std::string& text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (lib::is_ascii_letter(c) || lib::is_digit(c)) {
      out += c;
    } else {
      (out += '%') += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

std::string event_line(const json::object& event) {
  constexpr std::size_t kDay = 12;
  return hung(text_of(event, "first_seen").substr(0, 10), kDay, text_of(event, "headline"));
}

}  // namespace

int participants(const OnlineOptions& options, const std::string& number, std::ostream& out,
                 std::ostream& err) {
  return answered(
      options, "/treaties/" + number + "/participants", out, err, [&](const json::object& answer) {
        out << padded("participant", 44) << padded("deposited", 12) << "in force *\n";
        for (const json::value& value : answer.at("participants").as_array()) {
          const json::object& one = value.as_object();
          const std::string in_force = text_of(one, "in_force");
          const std::string why = text_of(one, "why");
          out << padded(text_of(one, "name"), 44) << padded(text_of(one, "deposited"), 12)
              << (in_force.empty() && !why.empty() ? "open" : in_force) << '\n';
          for (const std::string& line : wrapped(why, kColumns - 4)) {
            out << "    " << line << '\n';
          }
        }
        out << "* by the treaty's rule and the deposits; the depositary's page prints no date for\n"
               "  each participant\n";
      });
}

int explain_online(const OnlineOptions& options, const AssessRequest& request, std::ostream& out,
                   std::ostream& err) {
  if (request.files.size() > 1) {
    return fail({kUsage, "one tracked treaty at a time: " + request.files.front()}, err);
  }
  if (!request.rules.empty() || !request.today.empty()) {
    return fail({kUsage,
                 "--rules and --today are for files; a tracked treaty has the service's rules and "
                 "day, and --as-of takes the day of a legal state"},
                err);
  }
  std::string path = "/treaties/" + request.files.front() + "/explain";
  if (!request.as_of.empty()) path += "?as-of=" + request.as_of;
  return answered(options, path, out, err, [&](const json::object& answer) {
    out << padded(text_of(answer, "name"), kColumns - request.files.front().size())
        << request.files.front() << "\n\n"
        << field("In force", force_text(answer)) << '\n';
    for (const json::value& sentence : answer.at("explanation").as_array()) {
      for (const std::string& line : wrapped(std::string_view{sentence.as_string()}, kColumns)) {
        out << line << '\n';
      }
    }
  });
}

int propose_rule_online(const OnlineOptions& options, const std::string& number, std::ostream& out,
                        std::ostream& err) {
  const auto answer = ask(options.socket, "/treaties/" + number + "/proposed-rule");
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  const std::string why_not = text_of(object, "why_not");
  if (!why_not.empty()) return fail({kFailure, number + ": " + why_not}, err);
  out << text_of(object, "toml");
  return exit_of(object);
}

int what_if_online(const OnlineOptions& options, const std::string& number,
                   const std::vector<std::string>& deposits,
                   const std::vector<std::string>& withdrawals, std::ostream& out,
                   std::ostream& err) {
  std::string path = "/treaties/" + number + "/what-if?";
  for (const std::string& deposit : deposits)
    path += "deposit=" + encoded(deposit) + '&';
  for (const std::string& withdrawal : withdrawals)
    path += "withdraw=" + encoded(withdrawal) + '&';
  path.pop_back();
  return answered(options, path, out, err, [&](const json::object& answer) {
    out << text_of(answer, "number") << "  " << text_of(answer, "name") << "\n\n";
    const json::object* rule = answer.at("rule").if_object();
    const std::int64_t needed = rule == nullptr ? 0 : number_of(*rule, "instruments");
    if (needed > 0) {
      const std::string day = day_words(text_of(answer, "threshold_day"));
      out << field(
          "By the rule",
          std::to_string(number_of(answer, "count")) + " of " + std::to_string(needed) +
              " instruments" +
              (day.empty() ? "; " + std::to_string(number_of(answer, "remaining")) + " missing"
                           : "; reached on " + day));
    }
    out << field("Register",
                 "would count " + amount(number_of(answer, "count_register"), "instrument"))
        << field("In force", force_text(answer))
        << field("", "Supposed, not on record: nothing of this has been told to anybody.");
  });
}

int history(const OnlineOptions& options, const std::string& number, std::ostream& out,
            std::ostream& err) {
  return answered(
      options, "/treaties/" + number + "/history", out, err, [&](const json::object& answer) {
        for (const json::value& value : answer.at("facts").as_array()) {
          const json::object& fact = value.as_object();
          out << text_of(fact, "date") << "  " << padded(text_of(fact, "act"), 24)
              << text_of(fact, "name") << (is_true(fact, "withdrawn") ? " [withdrawn]" : "")
              << (text_of(fact, "superseded").empty() ? "" : " [no longer shown]") << '\n';
        }
      });
}

int treaties(const OnlineOptions& options, const std::string& search, std::ostream& out,
             std::ostream& err) {
  const std::string path =
      "/catalogue" + (search.empty() ? "" : "?search=" + lib::percent_encoded(search));
  return answered(options, path, out, err, [&](const json::object& answer) {
    for (const json::value& value : answer.at("treaties").as_array()) {
      const json::object& one = value.as_object();
      constexpr std::size_t kNumber = 18;
      out << hung(text_of(one, "number") + (is_true(one, "tracked") ? " *" : ""), kNumber,
                  text_of(one, "title"));
    }
    if (answer.at("treaties").as_array().empty()) {
      out << "No title or number has those words.\n";
    } else {
      out << "* tracked\n";
    }
    for (const json::value& value : answer.at("lists").as_array()) {
      const json::object& list = value.as_object();
      const std::string fault = text_of(list, "fault");
      if (!fault.empty()) {
        out << field("chapter " + std::to_string(number_of(list, "chapter")), fault);
      }
    }
    if (answer.at("lists").as_array().empty()) {
      out << "The collection's lists are not read: only tracked treaties and rule files are\n"
             "known. source.catalogue = true in the configuration has them read once a week.\n";
    }
  });
}

int declarations(const OnlineOptions& options, const DeclarationsOptions& which, std::ostream& out,
                 std::ostream& err) {
  std::string path = "/treaties/" + which.number + "/declarations?";
  if (!which.participant.empty()) {
    path += "participant=" + lib::percent_encoded(which.participant) + '&';
  }
  if (!which.article.empty()) path += "article=" + lib::percent_encoded(which.article);
  return answered(options, path, out, err, [&](const json::object& answer) {
    const json::array& all = answer.at("declarations").as_array();
    for (const json::value& value : all) {
      const json::object& one = value.as_object();
      out << text_of(one, "name") << ", " << text_of(one, "section") << '\n';
      const std::string heading = text_of(one, "heading");
      if (!heading.empty()) out << "  " << heading << '\n';
      std::istringstream paragraphs{text_of(one, "text")};
      for (std::string paragraph; std::getline(paragraphs, paragraph);) {
        for (const std::string& line : wrapped(paragraph, kColumns - 4))
          out << "    " << line << '\n';
      }
      out << '\n';
    }
    out << amount(static_cast<long long>(all.size()), "text") << " of this kind on record\n";
  });
}

int poll(const OnlineOptions& options, const std::string& number, std::ostream& out,
         std::ostream& err) {
  return polled(ask(options.socket, number.empty() ? "/poll" : "/poll?treaty=" + number, "POST"),
                options, out, err);
}

int events(const OnlineOptions& options, const EventsOptions& which, std::ostream& out,
           std::ostream& err) {
  std::string path = "/events?after=" + (which.after.empty() ? "0" : which.after);
  if (!which.number.empty()) path += "&treaty=" + which.number;
  if (!which.follow) {
    return answered(options, path, out, err, [&](const json::object& answer) {
      for (const json::value& event : answer.at("events").as_array()) {
        out << event_line(event.as_object());
      }
    });
  }
  std::string rest;
  const auto take = [&](int status, std::string_view bytes) {
    if (status != 200) return false;
    rest += bytes;
    for (std::size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
      const std::string line = rest.substr(0, end);
      rest.erase(0, end + 1);
      boost::system::error_code error;
      const json::value event = json::parse(line, error);
      if (error || !event.is_object()) continue;
      out << (options.json ? line + '\n' : event_line(event.as_object())) << std::flush;
    }
    return true;
  };
  const lib::HttpResult result = lib::fetch_once({.url = "http://localhost/v1" + path,
                                                  .headers = {{"Accept", "application/x-ndjson"}},
                                                  .user_agent = "treatyctl",
                                                  .unix_socket = options.socket,
                                                  .total_timeout = std::chrono::milliseconds{0},
                                                  .stall_timeout = std::chrono::seconds{0},
                                                  .on_body = take});
  if (!result) return fail(unreachable(options.socket), err);
  return kFine;
}

int in_force(const OnlineOptions& options, const std::string& number, std::ostream& out,
             std::ostream& err) {
  const auto answer = ask(options.socket, "/treaties/" + number);
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  if (!is_read(object)) return say_unread(object, err);
  const std::string state = text_of(object.at("entry_into_force").as_object(), "state");
  out << number << ": " << (state == "in-force" ? "in force " : "") << force_text(object) << '\n';
  if (exit_of(object) == kStale) return kStale;
  return state == "in-force" ? kFine : kFailure;
}

int count(const OnlineOptions& options, const std::string& number, std::int64_t least,
          std::ostream& out, std::ostream& err) {
  const auto answer = ask(options.socket, "/treaties/" + number);
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  if (!is_read(object)) return say_unread(object, err);
  if (object.at("rule").is_null()) {
    return fail({kNotFound, number + " has no rule file, so nothing says what counts"}, err);
  }
  const std::int64_t counted = number_of(object, "count");
  out << number << ": " << amount(counted, "instrument") << " counted by the treaty's own rule\n";
  if (exit_of(object) == kStale) return kStale;
  return counted >= least ? kFine : kFailure;
}

}  // namespace ctl
