#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "treaty/assessment.h"
#include "treaty/check.h"
#include "treaty/compare.h"
#include "treaty/event.h"

namespace treaty {

/// One look at the record that showed a claim.
struct Sighting {
  Form form = Form::html;
  Instant when{};
  std::string evidence;  ///< SHA-256 (hex) of the body
  friend bool operator==(const Sighting&, const Sighting&) = default;
};

/// What a person said about a claim.
enum class Verdict { none, approved, rejected };

/// A claim that has been seen and is not believed yet.
struct Pending {
  std::string claim;                ///< as Change::claim(), or "entry into force 2003-09-29", …
  std::string why;                  ///< what it waits for, a sentence
  std::vector<Sighting> sightings;  ///< oldest first, from looks that followed each other
  Verdict verdict = Verdict::none;
  std::optional<Instant> ripe{};  ///< when another look that shows it settles it; nullopt: none can
};

/// A document that passed its checks.
struct View {
  Reading reading;
  Instant when{};
  std::string evidence;
};

/// Assesses a record by the treaty's rule on the step's day.
using Assessor = std::function<Assessment(const Record&)>;

/// What one look does to the declarations that we hold; see treaty/declarations.h.
struct DeclarationDecision {
  bool taken_in_silence = false;  ///< no page's declarations were on record before
  std::vector<DeclarationChange> accepted;
  std::vector<Pending> pending;
  std::vector<std::string> settled;  ///< claims that were pending and are accepted now
};

/// What one look at the record does to what we hold. See `decide`.
struct Decision {
  bool first_import = false;  ///< nothing was on record: all is taken in silence
  std::vector<Change> accepted;
  std::vector<std::string> believed;  ///< the claims behind `accepted`, and those about the head
  std::vector<Pending> pending;       ///< replaces the pending claims of the treaty
  DeclarationDecision declarations;   ///< its pending claims are in `pending`, with the others
  std::vector<Doubt> doubts;  ///< not empty: nothing was accepted and `after` is the old record
  Record after;
  Assessment assessment_before;  ///< of the old record, on the same day
  Assessment assessment_after;
};

/// How long claims wait.
struct Patience {
  std::chrono::seconds confirm_after{std::chrono::minutes{30}};  ///< between two looks that count
  std::chrono::seconds debounce{std::chrono::days{7}};           ///< for a value that flaps
  bool manual = false;  ///< what would change a headline waits for a person
};

/// Decides what to believe of the documents of one look, so that no single bad document, and no
/// short-lived fault of the record itself, can raise a false alert:
///
///  - a new act dated within the last 30 days needs one good document;
///  - an older act that is new to us needs two sightings: both forms, or two looks at least
///    `confirm_after` apart; so does whatever would change a headline (threshold, date of entry
///    into force, its state);
///  - what touches something on record (a correction, brackets, a vanished act, a predecessor's
///    act, a printed date of entry into force that is taken back or that the rule does not give)
///    needs two looks that far apart, since a fault of the record shows in both forms at once; and
///    `debounce` where the other form contradicts it or the participant's acts changed within the
///    last 30 days;
///  - so does an act that comes up under one name while the same act vanishes under another, since
///    that is one act whose name was changed;
///  - a headline must follow from the document as a whole: while something waits that would count
///    less, what is new does not pass it by;
///  - more than `kMassChange` changes to acts already on record at once are no correction but
///    damage: a doubt, for a person to settle;
///  - a claim that is not shown again is dropped without a word;
///  - what a person approved is believed when it is shown again, what a person rejected is not
///    believed for as long as it is shown.
///
/// `views` holds one or two documents, the page first when it is there; at least one must have a
/// participant table. The first import takes the first view.
Decision decide(const Record& record, const std::vector<View>& views,
                const std::vector<Pending>& pending, Day today, const Assessor& assess,
                const Patience& patience = {});

inline constexpr std::size_t kMassChange = 5;

}  // namespace treaty
