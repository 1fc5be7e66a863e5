#include "notify/state_view.h"

#include <algorithm>
#include <utility>

#include "lib/plain_text.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::EifState;

const char* flag_of(EifState state) {
  switch (state) {
    case EifState::none: return "state_none";
    case EifState::computed: return "state_computed";
    case EifState::contested: return "state_contested";
    case EifState::official: return "state_official";
    case EifState::provisional: return "state_provisional";
    case EifState::in_force: return "state_in_force";
    case EifState::ended: return "state_ended";
  }
  return "state_none";
}

void set_thresholds(data& view, const treaty::Assessment& assessment, const Language& language) {
  data thresholds{data::type::list};
  for (const auto& threshold : assessment.thresholds) {
    data row;
    set_text(row, "name", language.phrase(threshold.name), kName);
    set_number(row, "parties", threshold.parties);
    set_number(row, "states_parties", threshold.states_parties.count);
    set_number(row, "deposited", threshold.deposited.count);
    thresholds.push_back(row);
  }
  view.set("thresholds", thresholds);
  data deadlines{data::type::list};
  for (const auto& deadline : assessment.deadlines) {
    if (deadline.left < treaty::Days{0}) continue;
    data row;
    set_text(row, "name", capitalized(language.phrase(deadline.name)), kName);
    set_day(row, "date", deadline.date, language);
    deadlines.push_back(row);
  }
  view.set("deadlines", deadlines);
}

// The reasons in English are sentences; other languages word them from their parts.
data differences_of(const treaty::Assessment& assessment, const Language& language) {
  data differences{data::type::list};
  if (language.is_english()) {
    for (const std::string& difference : assessment.count_differences) {
      std::string sentence = lib::one_line(difference, kText);
      if (sentence.empty()) continue;
      if (!sentence.ends_with('.')) sentence += '.';
      data row;
      row.set("difference", data{capitalized(std::move(sentence))});
      differences.push_back(row);
    }
    return differences;
  }
  for (const treaty::CountDifference& difference : assessment.differing) {
    const treaty::Named& who = difference.participant;
    data row;
    set_text(row, "participant", language.participant(who.id, who.name), kName);
    set_flag(row, "in_register", difference.in_register);
    set_text(row, "why", language.phrase(difference.why_not));
    if (difference.act) set_text(row, "act", language.act(*difference.act));
    differences.push_back(row);
  }
  return differences;
}

void set_rule(data& view, const treaty::Assessment& assessment, const Language& language) {
  const bool rule = assessment.has_rule && assessment.instruments > 0;
  set_flag(view, "rule", rule);
  set_flag(view, "same", rule && assessment.count == assessment.count_register);
  view.set("differences", differences_of(assessment, language));
  if (!rule) return;
  set_flag(view, "reached", assessment.remaining == 0);
  set_number(view, "remaining", assessment.remaining);
  set_flag(view, "one_remains", assessment.remaining == 1);
  set_number(view, "count", assessment.count);
  set_number(view, "needed", assessment.instruments);
  set_flag(view, "one_counts", assessment.count == 1);
  set_flag(view, "one_needed", assessment.instruments == 1);
  if (assessment.remaining == 0) return;
  data bar;
  const int done = std::clamp(assessment.count * 100 / assessment.instruments, 0, 99);
  if (done > 0) set_number(bar, "done", done);
  set_number(bar, "left", 100 - done);
  view.set("bar", bar);
}

}  // namespace

void set_text(data& view, const char* name, std::string_view text, std::size_t limit) {
  const std::string line = lib::one_line(text, limit);
  if (!line.empty()) view.set(name, data{line});
}

void set_flag(data& view, const std::string& name, bool value) {
  view.set(name, data{value});
}

void set_number(data& view, const char* name, int n) {
  view.set(name, data{std::to_string(n)});
}

void set_day(data& view, const char* name, const std::optional<treaty::Day>& day,
             const Language& language) {
  if (day) view.set(name, data{language.day(*day)});
}

data state_view(const treaty::Assessment& assessment, const Language& language) {
  data view;
  set_rule(view, assessment, language);
  set_number(view, "parties", assessment.count_register);
  set_flag(view, "one_party", assessment.count_register == 1);
  set_number(view, "signatures", assessment.signatures);
  set_flag(view, flag_of(assessment.state), true);
  set_day(view, "threshold_day", assessment.threshold_day, language);
  set_day(view, "date", assessment.entry_into_force(), language);
  set_day(view, "computed", assessment.computed, language);
  set_flag(view, "disputed", assessment.agree == false);
  set_text(view, "wait", language.wait(assessment.wait), kName);
  set_thresholds(view, assessment, language);
  return view;
}

std::string name_in_sentence(const std::optional<treaty::Assessment>& assessment,
                             const std::string& number, const Language& language) {
  const std::string name = language.treaty(number, assessment ? assessment->name : std::string{});
  return lib::one_line(language.is_english() ? "the " + name : name, kName);
}

StateWords::StateWords(const std::filesystem::path& folder)
    : count_{folder / "count.mustache", lib::Template::Escape::none},
      register_{folder / "register.mustache", lib::Template::Escape::none},
      date_{folder / "date.mustache", lib::Template::Escape::none} {}

void StateWords::add_to(data& state) {
  set_text(state, "count_sentence", count_.render(state));
  set_text(state, "register_sentence", register_.render(state));
  set_text(state, "date_sentence", date_.render(state));
}

}  // namespace notify
