#include <ostream>
#include <string>
#include <variant>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/online.h"
#include "daemon/ctl/page.h"
#include "lib/text.h"
#include "lib/url.h"

namespace ctl {
namespace {

namespace json = lib::json;

constexpr const char* kLast = "LAST";

std::string with(const char* name, const std::string& value) {
  return value.empty() ? "" : std::string{"&"} + name + '=' + lib::percent_encoded(value);
}

// An issue that the service counts, told apart from its text so that the text can be pasted.
int issue_of(const OnlineOptions& options, const DigestOptions& which, const std::string& since,
             std::ostream& out, std::ostream& err) {
  const std::string path =
      "/digest?format=" + which.format + with("lang", which.language) +
      with("newsletter", which.newsletter.empty() ? "default" : which.newsletter) +
      with("since", since) + with("issue", which.issue);
  const bool makes = !which.preview && which.issue.empty();
  const auto answer = ask(options.socket, path, makes ? "POST" : "GET");
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& issue = std::get<json::object>(answer);
  out << text_of(issue, "text");
  const std::string number = std::to_string(number_of(issue, "issue"));
  const std::string name = text_of(issue, "newsletter");
  if (which.preview) {
    err << "A preview of issue " << number << " of " << name << "; without --preview it is made.\n";
  } else if (makes) {
    err << "This is issue " << number << " of " << name << ". To print it again: treatyctl digest "
        << "--newsletter " << name << " --issue " << number << '\n';
  }
  return exit_of(issue);
}

}  // namespace

int digest(const OnlineOptions& options, const DigestOptions& which, std::ostream& out,
           std::ostream& err) {
  const bool last = which.since == kLast || which.since == "last";
  if (last || !which.newsletter.empty()) {
    if (!which.until.empty()) {
      return fail({kUsage, "--until has no place in a newsletter: an issue holds all until now"},
                  err);
    }
    return issue_of(options, which, last ? "" : which.since, out, err);
  }
  if (which.preview || !which.issue.empty()) {
    return fail({kUsage, "--preview and --issue are for a --newsletter NAME"}, err);
  }
  const auto text =
      ask_text(options.socket, "/digest?format=" + which.format + with("lang", which.language) +
                                   with("since", which.since) + with("until", which.until));
  if (const auto* fault = std::get_if<AskFault>(&text)) return fail(*fault, err);
  out << std::get<AskedText>(text).text;
  return std::get<AskedText>(text).stale ? kStale : kFine;
}

int chart(const OnlineOptions& options, const std::string& number, const std::string& format,
          std::ostream& out, std::ostream& err) {
  if (format == "png" && options.color) {
    return fail({kUsage, "a PNG is no text for a terminal: send it to a file, with > chart.png"},
                err);
  }
  const auto image = ask_text(options.socket, "/treaties/" + number + "/chart?format=" + format);
  if (const auto* fault = std::get_if<AskFault>(&image)) return fail(*fault, err);
  const std::string& drawn = std::get<AskedText>(image).text;
  if (format == "text" && options.color) {
    for (const std::string& line : wrapped(drawn, kColumns))
      out << line << '\n';
  } else {
    out << drawn;
  }
  return kFine;
}

}  // namespace ctl
