#include "treaty/wording.h"

namespace treaty {

std::string verb_of(const Act& act) {
  switch (act.kind) {
    case ActKind::signature: return "signed";
    case ActKind::succession_to_signature: return "succeeded to the signature of";
    case ActKind::definitive_signature: return "signed definitively";
    case ActKind::confirmation_of_signature: return "confirmed its signature of";
    case ActKind::ratification:
    case ActKind::acceptance:
    case ActKind::approval:
    case ActKind::formal_confirmation:
    case ActKind::definitive_acceptance:
    case ActKind::provisional_acceptance: return "deposited " + instrument_of(act) + " of";
    case ActKind::accession: return "deposited " + instrument_of(act) + " to";
    case ActKind::succession: return "notified its succession to";
    case ActKind::consent_to_be_bound: return "notified its consent to be bound by";
    case ActKind::participation: return "became a participant in";
    case ActKind::simplified_procedure: return "consented, by the simplified procedure, to";
    case ActKind::provisional_application: return "began to apply provisionally";
    case ActKind::application: return "notified its application of";
    case ActKind::extension: return "notified an extension of";
    case ActKind::notification: return "made a notification under";
    case ActKind::undetermined:
      return "is shown with a new date, of a kind that the record leaves open, under";
  }
  return "acted under";
}

std::string instrument_of(const Act& act) {
  switch (act.kind) {
    case ActKind::formal_confirmation: return "its act of formal confirmation";
    case ActKind::signature:
    case ActKind::definitive_signature: return "its signature";
    case ActKind::succession: return "its notification of succession";
    case ActKind::ratification:
    case ActKind::acceptance:
    case ActKind::approval:
    case ActKind::accession:
    case ActKind::definitive_acceptance:
    case ActKind::provisional_acceptance: return "its instrument of " + words_of(act.kind);
    case ActKind::undetermined: return "its act";
    default: return "its " + words_of(act.kind);
  }
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

std::string beginning_of(const std::string& text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = text.find_last_of(" \n", limit);
  if (end == std::string::npos || end == 0) {
    constexpr unsigned kContinues = 0x80;  // a UTF-8 character's later bytes are 10xxxxxx
    end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == kContinues)
      --end;
  }
  return text.substr(0, end) + " …";
}

std::string counted(int n, const std::string& one, const std::string& many) {
  return std::to_string(n) + ' ' + (n == 1 ? one : many);
}

std::string ordinal(int n) {
  const bool teen = n / 10 % 10 == 1;
  const int last = teen ? 0 : n % 10;
  return std::to_string(n) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

std::string count_sentence(const Assessment& assessment) {
  if (!assessment.has_rule || assessment.instruments == 0) return {};
  const int needed = assessment.instruments;
  if (assessment.remaining > 0) {
    return "By the treaty's own rule " + std::to_string(assessment.count) + " of " +
           counted(needed, "instrument is", "instruments are") + " deposited; " +
           counted(assessment.remaining, "more is", "more are") + " needed.";
  }
  std::string sentence =
      "By the treaty's own rule " + counted(assessment.count, "instrument is", "instruments are") +
      " deposited; the " + counted(needed, "needed was", "needed were") + " reached";
  if (assessment.threshold_day) sentence += " on " + assessment.threshold_day->words();
  return sentence + '.';
}

std::string eif_sentence(const Assessment& assessment, const std::string& who) {
  const auto date = assessment.entry_into_force();
  const std::string day = date ? date->words() : std::string{};
  const std::string subject = capitalized(who);
  const std::string enters = subject +
                             (date && *date <= assessment.today ? " entered" : " enters") +
                             " into force on " + day;
  switch (assessment.state) {
    case EifState::none: return subject + " is not in force and no date follows from the rule yet.";
    case EifState::computed:
      return enters +
             ": this date is computed from the rule; the depositary has not printed one yet.";
    case EifState::contested:
      return "The date of entry into force" + (who == "It" ? "" : " of " + who) +
             (date ? " (" + day + ")" : std::string{}) +
             " is contested: a withdrawal followed after the number was reached.";
    case EifState::official: return enters + ", as printed by the depositary.";
    case EifState::provisional: return subject + " is applied provisionally.";
    case EifState::in_force:
      return date ? subject + " entered into force on " + day + '.' : subject + " is in force.";
    case EifState::ended: return subject + " is no longer in force.";
  }
  return {};
}

std::string capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

}  // namespace treaty
