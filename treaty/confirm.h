#pragma once

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

/// A claim that has been seen and is not believed yet.
struct Pending {
  std::string claim;  ///< as Change::claim(), or "entry into force 2003-09-29", …
  std::string why;    ///< what it waits for, a sentence
  std::vector<Sighting> sightings;
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
  std::vector<Pending> pending;      ///< replaces the pending claims of the treaty
  DeclarationDecision declarations;  ///< its pending claims are in `pending`, with the others
  std::vector<Doubt> doubts;  ///< not empty: nothing was accepted and `after` is the old record
  Record after;
  Assessment assessment_before;  ///< of the old record, on the same day
  Assessment assessment_after;
};

/// Decides what to believe of the documents of one look, so that no single bad document can raise a
/// false alert:
///
///  - a new act dated within the last 30 days needs one good document;
///  - everything else (an older act, a correction, brackets, a vanished act, the printed date of
///    entry into force, a predecessor's act) needs two sightings: both forms, or two looks;
///  - so does whatever would change a headline (threshold, date of entry into force, its state);
///  - more than `kMassChange` changes to acts already on record at once are no correction but
///    damage: a doubt, for a person to settle;
///  - a claim that is not shown again is dropped without a word.
///
/// `views` holds one or two documents, the page first when it is there; at least one must have a
/// participant table. The first import takes the first view.
Decision decide(const Record& record, const std::vector<View>& views,
                const std::vector<Pending>& pending, Day today, const Assessor& assess);

inline constexpr std::size_t kMassChange = 5;

}  // namespace treaty
