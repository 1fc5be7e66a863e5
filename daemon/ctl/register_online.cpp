#include "daemon/ctl/register_online.h"

#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <string>

#include <unistd.h>

#include "daemon/ctl/deliveries.h"
#include "daemon/ctl/online.h"
#include "daemon/ctl/subscribers.h"

namespace ctl {
namespace {

// What the commands' options are parsed into; shared by the commands, alive as long as the app.
struct Parsed {
  std::shared_ptr<std::string> socket;
  OnlineOptions options;
  EventsOptions events;
  DigestOptions digest;
  DeclarationsOptions declarations;
  DeliveriesOptions deliveries;
  std::string search;
  std::string number;
  std::string format = "svg";
  std::string which;  // a waiting claim, or an event
  std::string reason;
  std::string meant;
  bool body = false;
  FilterOptions filter;
  std::int64_t least = 0;
  bool wait = true;
};

using Command = std::function<int(const Parsed&)>;

CLI::App* add(CLI::App& app, const std::shared_ptr<Parsed>& parsed, int& code,
              const std::string& name, const std::string& about, Command command) {
  CLI::App* sub = app.add_subcommand(name, about);
  sub->add_option("--socket", *parsed->socket, "The service's socket")->capture_default_str();
  sub->add_flag("--json", parsed->options.json, "The answer as one line of JSON");
  sub->callback([parsed, &code, command = std::move(command)] {
    parsed->options.socket = *parsed->socket;
    code = command(*parsed);
  });
  return sub;
}

void number_of_treaty(CLI::App* sub, const std::shared_ptr<Parsed>& parsed, bool required) {
  auto* option = sub->add_option("NUMBER", parsed->number, "Treaty number, such as XVIII-16");
  if (required) option->required();
}

// What somebody wants to be told, for `subscribe` and `preview`.
void filter_options(CLI::App* sub, const std::shared_ptr<Parsed>& parsed) {
  FilterOptions& filter = parsed->filter;
  sub->add_option("--treaties", filter.treaties, "Numbers; none: all that are tracked");
  sub->add_option("--participants", filter.participants, "Ids such as FRA, or names");
  sub->add_option("--groups", filter.groups, "Groups of States, such as EU or western-europe");
  sub->add_option("--kinds", filter.kinds, "Kinds of events, such as deposit");
  sub->add_flag("--milestones-only", filter.milestones_only,
                "No single signatures, deposits and declarations");
  sub->add_option("--when", filter.when, "\"at once\", daily, weekly or monthly");
  sub->add_option("--hour", filter.hour, "Hour of a digest, 0 to 23; 8 if absent");
  sub->add_option("--zone", filter.zone, "Time zone of a digest, such as Europe/Vienna");
  sub->add_flag("--no-weekends", filter.no_weekends,
                "Nothing on Saturday and Sunday but what cannot wait");
}

void register_subscribers(CLI::App& app, const std::shared_ptr<Parsed>& parsed, int& code) {
  std::ostream& out = std::cout;
  std::ostream& err = std::cerr;
  CLI::App* all =
      add(app, parsed, code, "subscribers", "Who is told, or one of them",
          [&](const Parsed& p) { return subscribers(p.options, p.which, p.number, out, err); });
  auto* action = all->add_option("ACTION", parsed->which,
                                 "export: all that is kept, as JSON; erase it; resume after a "
                                 "suspension");
  action->check(CLI::IsMember({"export", "erase", "resume"}));
  auto* name = all->add_option("NAME", parsed->number, "The subscriber's name");
  action->needs(name);
  CLI::App* ask = add(app, parsed, code, "subscribe", "Send somebody the mail that asks to confirm",
                      [&](const Parsed& p) { return subscribe(p.options, p.filter, out, err); });
  ask->add_option("ADDRESS", parsed->filter.mail, "A mail address")->required();
  filter_options(ask, parsed);
  ask->add_option("--language", parsed->filter.language, "Of the mails, such as fr");
  ask->add_option("--why", parsed->filter.why, "A note that stands in each of their mails");
  CLI::App* tried =
      add(app, parsed, code, "preview", "What a filter would have sent in the last 90 days",
          [&](const Parsed& p) { return preview(p.options, p.filter, out, err); });
  filter_options(tried, parsed);
  add(app, parsed, code, "inbox", "Confirm or leave by a mail that came in, on standard input",
      [&](const Parsed& p) { return inbox(p.options, std::cin, out, err); });
}

}  // namespace

void register_online(CLI::App& app, int& code, const std::shared_ptr<std::string>& socket) {
  auto parsed = std::make_shared<Parsed>();
  parsed->socket = socket;
  app.add_option("--socket", *socket,
                 "The service's socket ($TREATYD_SOCKET, else the installed place)");
  std::ostream& out = std::cout;
  std::ostream& err = std::cerr;

  CLI::App* state = add(app, parsed, code, "status", "Where a treaty stands, and how fresh that is",
                        [&](const Parsed& p) { return status(p.options, p.number, out, err); });
  number_of_treaty(state, parsed, false);
  state->add_option("--as-of", parsed->options.as_of, "The legal state on that day: 2026-12-31");
  state->add_option("--known-on", parsed->options.known_on, "What was known on that day");
  number_of_treaty(
      add(app, parsed, code, "participants", "Every participant, and since when it is bound",
          [&](const Parsed& p) { return participants(p.options, p.number, out, err); }),
      parsed, true);
  add(app, parsed, code, "participant", "One participant across all tracked treaties",
      [&](const Parsed& p) { return participant(p.options, p.which, out, err); })
      ->add_option("ID|NAME", parsed->which, "Its id, such as FRA, or its name")
      ->required();
  number_of_treaty(add(app, parsed, code, "history", "Every act ever held, by date",
                       [&](const Parsed& p) { return history(p.options, p.number, out, err); }),
                   parsed, true);
  add(app, parsed, code, "treaties", "Find a treaty's number by its title", [&](const Parsed& p) {
    return treaties(p.options, p.search, out, err);
  })->add_option("--search", parsed->search, "Words of the title, or of the number");
  CLI::App* said = add(
      app, parsed, code, "declarations", "Reservations, declarations, objections, notifications",
      [&](const Parsed& p) { return declarations(p.options, p.declarations, out, err); });
  said->add_option("NUMBER", parsed->declarations.number, "Treaty number, such as XVIII-16")
      ->required();
  said->add_option("--participant", parsed->declarations.participant,
                   "Only this participant's: its id, such as FRA, or its name");
  said->add_option("--article", parsed->declarations.article,
                   "Only those that mention the article: 35 finds 35(2) too");
  CLI::App* list =
      add(app, parsed, code, "events", "What happened, in the order in which it was told",
          [&](const Parsed& p) { return events(p.options, p.events, out, err); });
  list->add_option("NUMBER", parsed->events.number, "Only this treaty's events");
  list->add_option("--after", parsed->events.after,
                   "Only events after this one (its id, or its sequence number)");
  list->add_flag("--follow", parsed->events.follow, "Go on, and print what comes");
  CLI::App* issue = add(app, parsed, code, "digest",
                        "An issue of a newsletter, to be pasted as it is", [&](const Parsed& p) {
                          DigestOptions which = p.digest;
                          if (p.options.json) which.format = "json";
                          return digest(p.options, which, out, err);
                        });
  issue->add_option("--since", parsed->digest.since,
                    "The first day that it tells: 2026-11-01; LAST: from the last issue on");
  issue->add_option("--newsletter", parsed->digest.newsletter,
                    "Make its next issue: nothing is lost or printed twice");
  issue->add_flag("--preview", parsed->digest.preview, "The next issue as it is now, not made");
  issue->add_option("--issue", parsed->digest.issue, "Print that issue again");
  issue->add_option("--until", parsed->digest.until,
                    "The first day that it does not tell (default: now)");
  issue->add_option("--lang", parsed->digest.language,
                    "en, fr or es (default: `language` of the configuration)");
  issue->add_option("--format", parsed->digest.format, "text, md, html or json")
      ->capture_default_str();
  CLI::App* picture =
      add(app, parsed, code, "chart", "The way to a treaty's number, drawn",
          [&](const Parsed& p) { return chart(p.options, p.number, p.format, out, err); });
  number_of_treaty(picture, parsed, true);
  picture->add_option("--format", parsed->format, "svg, png, or text: the same in words")
      ->capture_default_str();
  CLI::App* sent =
      add(app, parsed, code, "deliveries", "Which notice went to whom, and what came of it",
          [&](const Parsed& p) { return deliveries(p.options, p.deliveries, out, err); });
  sent->add_flag("--dead", parsed->deliveries.dead, "Only those that were given up");
  sent->add_option("ACTION", parsed->deliveries.action, "retry: send dead ones again")
      ->check(CLI::IsMember({"retry"}));
  sent->add_option("ID", parsed->deliveries.ids, "Numbers, as the list gives them");
  sent->add_flag("--all-dead", parsed->deliveries.all_dead, "Instead of numbers: every dead one");
  CLI::App* look =
      add(app, parsed, code, "poll", "Look at the record now, and wait until that is done",
          [&](const Parsed& p) { return poll(p.options, p.number, out, err); });
  number_of_treaty(look, parsed, false);
  look->add_flag("--wait", parsed->wait, "Wait for the outcome (it always does)");
  CLI::App* behind =
      add(app, parsed, code, "evidence", "The document and the rows behind an event",
          [&](const Parsed& p) { return evidence(p.options, p.which, p.body, out, err); });
  behind->add_option("EVENT-ID", parsed->which, "As treatyctl events --json gives it")->required();
  behind->add_flag("--body", parsed->body, "The document's bytes");
  add(app, parsed, code, "holds", "What waits for confirmation or for a person",
      [&](const Parsed& p) { return holds(p.options, out, err); });
  for (const std::string verb : {"approve", "reject"}) {
    CLI::App* sub = add(app, parsed, code, verb,
                        verb == "approve" ? "Believe what waits, when it is shown again"
                                          : "Do not believe what waits, for as long as it is shown",
                        [&, verb](const Parsed& p) {
                          return decide(p.options, verb, p.which, {p.reason, p.meant}, out, err);
                        });
    sub->add_option("ID|NUMBER", parsed->which, "A claim of treatyctl holds, or all of a treaty")
        ->required();
    sub->add_option("--reason", parsed->reason, "Why; kept with the decision");
    if (verb == "approve") {
      sub->add_option("--as", parsed->meant, "Whose name an unknown name is: FRA, or France");
    }
  }
  CLI::App* back =
      add(app, parsed, code, "retract", "Tell those who were told an event that it was wrong",
          [&](const Parsed& p) { return retract(p.options, p.which, p.reason, out, err); });
  back->add_option("EVENT-ID", parsed->which, "As treatyctl events --json gives it")->required();
  back->add_option("--reason", parsed->reason, "A sentence for those who were told")->required();
  register_subscribers(app, parsed, code);
  CLI::App* numbers =
      add(app, parsed, code, "metrics", "Numbers for monitoring, in Prometheus' text format",
          [&](const Parsed& p) { return metrics(p.options, out, err); });
  numbers->remove_option(numbers->get_option("--json"));
  number_of_treaty(add(app, parsed, code, "in-force", "Exit status 0 when the treaty is in force",
                       [&](const Parsed& p) { return in_force(p.options, p.number, out, err); }),
                   parsed, true);
  CLI::App* at_least =
      add(app, parsed, code, "count", "Exit status 0 when at least --min instruments are counted",
          [&](const Parsed& p) { return count(p.options, p.number, p.least, out, err); });
  number_of_treaty(at_least, parsed, true);
  at_least->add_option("--min", parsed->least, "How many instruments, by the treaty's rule")
      ->check(CLI::NonNegativeNumber)
      ->required();
}

}  // namespace ctl
