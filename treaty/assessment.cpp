#include "treaty/assessment.h"

namespace treaty {

std::string_view name_of(EifState state) {
  switch (state) {
    case EifState::none: return "none";
    case EifState::computed: return "computed";
    case EifState::contested: return "contested";
    case EifState::official: return "official";
    case EifState::provisional: return "provisional";
    case EifState::in_force: return "in-force";
    case EifState::ended: return "ended";
  }
  return "none";
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::agree: return "agree";
    case Outcome::explained: return "explained";
    case Outcome::disputed: return "disputed";
    case Outcome::not_in_force: return "not-in-force";
    case Outcome::no_rows: return "no-rows";
    case Outcome::needs_data: return "needs-data";
    case Outcome::no_rule: return "no-rule";
  }
  return "no-rule";
}

}  // namespace treaty
