#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "notify/subscriber.h"
#include "treaty/assessment.h"
#include "treaty/event.h"

namespace notify {

/// What a message says beside the event: the state of play when it is written.
struct Context {
  std::optional<treaty::Assessment> assessment;  ///< nullopt for an event about the service
  std::optional<treaty::Instant> last_good_check;
  bool stale = false;  ///< not checked well for longer than it should be
  /// When the record was first read: what happened before was never news here.
  std::optional<treaty::Instant> watched_since;
  std::string register_url;  ///< the depositary's page; the event's own address when empty
  std::string rule_source;   ///< "A/RES/79/243; article 65(1) …"; may be empty
};

/// How to leave.
struct Leave {
  std::string sentence;  ///< "write to … with the subject …"; may be empty
  std::string href{};    ///< https: or mailto:; empty without one
  std::string shown{};   ///< the part of the sentence that the link stands behind
};

/// Why a subscriber gets a message.
struct Reason {
  std::string following;  ///< "every event of XVIII-16"; see Templates::following
  std::string note;       ///< their own words; may be empty
  Leave leave{};
};

/// What a filter and a schedule would have brought of the last `days` days.
struct Preview {
  int days = 0;
  std::size_t notices = 0;
  std::size_t events = 0;
  /// Since when the record is looked at; nullopt: nothing has been yet.
  std::optional<treaty::Instant> watching_since;
  std::optional<int> watched;  ///< of the days, where it is not looked at for all of them
};

struct Message {
  std::string subject;  ///< one line
  std::string text;     ///< LF line ends, at most 72 columns but for addresses
  std::string html;     ///< a whole document
  std::string brief;    ///< what happened and no more, for a chat; LF line ends, not wrapped
  std::string language = "en";  ///< RFC 5646
};

/// The words of a language, from Mustache templates:
/// `DIR/<language>/notice.{subject,txt,html,brief}.mustache` and what stands beside them; see
/// Language and EventWords. Loaded and checked once.
class Templates {
 public:
  /// Throws std::runtime_error that names file and line when a template is missing or faulty.
  Templates(const std::string& directory, const std::string& language);
  ~Templates();
  Templates(Templates&&) noexcept;
  Templates& operator=(Templates&&) noexcept;

  /// One message for events of one treaty that were recorded together. The events must not be
  /// empty. The same arguments give the same bytes. Everything that comes from outside is made
  /// harmless for its format: control and direction marks are removed, overlong names cut, HTML
  /// escaped.
  [[nodiscard]] Message compose(std::span<const treaty::Event> events, const Context& context,
                                const Reason& reason) const;

  /// One message for everything that waited for a digest, of any treaties, in the order recorded:
  /// the weightiest fact is the subject, the issue itself is that of Digests, in the frame of
  /// `issue.{subject,txt,html}.mustache`. What is promised of compose() holds here too.
  [[nodiscard]] Message compose_digest(
      std::span<const treaty::Event> events,
      const std::function<Context(const std::string& treaty)>& context_of,
      const Reason& reason) const;

  /// "every event of XVIII-16", "milestones of all treaties", …
  [[nodiscard]] std::string following(const Filter& filter) const;
  /// "every Monday at 8:00 (Europe/Vienna)"; empty for at once on any day.
  [[nodiscard]] std::string schedule(const Schedule& schedule) const;
  /// "This filter would have sent 3 notices in the last 90 days." and how far that reaches.
  [[nodiscard]] std::string preview(const Preview& preview) const;
  /// "open https://…/s/… and press the button" with a link; else "write to leave@… with the
  /// subject …"; empty without link and address.
  [[nodiscard]] Leave leave(const std::string& link, const std::string& address,
                            const std::string& subject) const;

 private:
  struct Set;
  std::unique_ptr<Set> set_;
};

/// Every language that a folder of templates holds; see languages_in. A language is added by adding
/// its folder.
using TemplatesByLanguage = std::map<std::string, Templates>;
TemplatesByLanguage load_templates(const std::string& directory);
/// Those of the language, or the English ones.
const Templates& templates_for(const TemplatesByLanguage& all, const std::string& language);

}  // namespace notify
