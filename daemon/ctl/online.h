#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace ctl {

struct AssessRequest;

/// What every command that asks the service has.
struct OnlineOptions {
  std::string socket;
  bool json = false;
  bool color = false;      ///< standard output is a terminal and NO_COLOR is not set
  std::string as_of{};     ///< the legal state on that ISO day; empty for today
  std::string known_on{};  ///< what was known on that ISO day; empty for now
};

/// `treatyctl status [NUMBER]`: the state of play of one treaty in full, or of all on a line each.
int status(const OnlineOptions& options, const std::string& number, std::ostream& out,
           std::ostream& err);
int participants(const OnlineOptions& options, const std::string& number, std::ostream& out,
                 std::ostream& err);
/// `treatyctl participant FRA`: one participant across the tracked treaties.
int participant(const OnlineOptions& options, const std::string& who, std::ostream& out,
                std::ostream& err);
/// `treatyctl metrics`: what monitoring reads, for a file that its agent picks up.
int metrics(const OnlineOptions& options, std::ostream& out, std::ostream& err);
/// `treatyctl explain NUMBER`.
int explain_online(const OnlineOptions& options, const AssessRequest& request, std::ostream& out,
                   std::ostream& err);
/// `treatyctl what-if NUMBER`: the service's answer to what is supposed.
int what_if_online(const OnlineOptions& options, const std::string& number,
                   const std::vector<std::string>& deposits,
                   const std::vector<std::string>& withdrawals, std::ostream& out,
                   std::ostream& err);
/// `treatyctl propose-rule NUMBER`: the rule file that the quoted clause of a tracked treaty comes
/// to; 1 with the reason where there is none.
int propose_rule_online(const OnlineOptions& options, const std::string& number, std::ostream& out,
                        std::ostream& err);
int history(const OnlineOptions& options, const std::string& number, std::ostream& out,
            std::ostream& err);
/// `treatyctl treaties [--search WORDS]`: numbers and titles.
int treaties(const OnlineOptions& options, const std::string& search, std::ostream& out,
             std::ostream& err);

struct DeclarationsOptions {
  std::string number;
  std::string participant;  ///< id or name; empty: all
  std::string article;      ///< "35", "35(2)"; empty: all
};
/// `treatyctl declarations NUMBER`: reservations, declarations, objections and notifications.
int declarations(const OnlineOptions& options, const DeclarationsOptions& which, std::ostream& out,
                 std::ostream& err);

/// `treatyctl poll [NUMBER]`: has the record looked at now and waits until that is done.
int poll(const OnlineOptions& options, const std::string& number, std::ostream& out,
         std::ostream& err);

/// `treatyctl holds`: the claims that wait for confirmation or for a person.
int holds(const OnlineOptions& options, std::ostream& out, std::ostream& err);
struct Grounds {
  std::string reason;
  std::string meant;  ///< the participant whose name a claim is about: its id or a known name
};
/// `treatyctl approve|reject ID|NUMBER`: decides one waiting claim, or all of a treaty, and has the
/// record looked at.
int decide(const OnlineOptions& options, const std::string& verb, const std::string& which,
           const Grounds& grounds, std::ostream& out, std::ostream& err);
/// `treatyctl retract EVENT-ID --reason TEXT`.
int retract(const OnlineOptions& options, const std::string& event, const std::string& reason,
            std::ostream& out, std::ostream& err);

/// `treatyctl evidence EVENT-ID [--body]`: the document behind an event, or its bytes.
int evidence(const OnlineOptions& options, const std::string& event, bool body, std::ostream& out,
             std::ostream& err);

struct EventsOptions {
  std::string after;   ///< a sequence number; empty: from the first
  std::string number;  ///< empty: all treaties
  bool follow = false;
};
int events(const OnlineOptions& options, const EventsOptions& which, std::ostream& out,
           std::ostream& err);

struct DigestOptions {
  std::string since;  ///< a day, before which nothing is told; "LAST": where the last issue ended
  std::string until;  ///< a day; what was recorded on it or later is left out; empty: until now
  std::string format = "text";
  std::string language;    ///< "fr"; empty: that of the service's configuration
  std::string newsletter;  ///< whose issues the service counts; "default" for LAST without a name
  std::string issue;       ///< the number of one that was made, to be printed again; may be empty
  bool preview = false;    ///< the next issue as it would be, without making it
};
/// `treatyctl digest`: an issue of a newsletter, to be pasted as it is.
int digest(const OnlineOptions& options, const DigestOptions& which, std::ostream& out,
           std::ostream& err);

/// `treatyctl chart NUMBER`: the way to the treaty's number as "svg", "png" or "text".
int chart(const OnlineOptions& options, const std::string& number, const std::string& format,
          std::ostream& out, std::ostream& err);

/// `treatyctl in-force NUMBER` and `count NUMBER --min N`: predicates for scripts, 0 or 1.
int in_force(const OnlineOptions& options, const std::string& number, std::ostream& out,
             std::ostream& err);
int count(const OnlineOptions& options, const std::string& number, std::int64_t least,
          std::ostream& out, std::ostream& err);

}  // namespace ctl
