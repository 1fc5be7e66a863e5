#include "notify/event_words.h"

#include <algorithm>
#include <utility>

#include "lib/plain_text.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::Event;
using treaty::EventKind;

// Dots and hyphens are Mustache's own.
std::string flag_name(std::string_view name) {
  std::string flag{name};
  std::replace(flag.begin(), flag.end(), '.', '_');
  std::replace(flag.begin(), flag.end(), '-', '_');
  return flag;
}

bool tells_act(EventKind kind) {
  return kind == EventKind::signature || kind == EventKind::deposit ||
         kind == EventKind::succession || kind == EventKind::provisional;
}

template <typename T>
const T* said(const Event& event, const std::string& name) {
  const auto found = event.particulars.find(name);
  return found == event.particulars.end() ? nullptr : std::get_if<T>(&found->second);
}

// A milestone that no longer holds, or a date that no longer follows.
bool is_undone(const Event& event) {
  return event.particulars.contains("undone") || event.particulars.contains("gone");
}

class Setter {
 public:
  Setter(data& view, const Language& language, const std::string& name)
      : view_{view}, language_{language}, name_{name} {}

  void operator()(bool flag) const { set_flag(view_, name_, flag); }
  void operator()(int number) const {
    set_number(view_, name_.c_str(), number);
    set_flag(view_, name_ + "_one", number == 1);
    set_flag(view_, name_ + "_none", number == 0);
  }
  void operator()(const treaty::Day& day) const { text(language_.day(day)); }
  void operator()(treaty::ActKind kind) const { text(language_.act(kind)); }
  void operator()(const treaty::Word& word) const {
    if (name_ == "wait") return text(language_.wait(word.text));
    if (name_ == "noun") return text(language_.noun(word.text));
    set_flag(view_, name_ + '_' + flag_name(word.text), true);
  }
  void operator()(const treaty::English& words) const { text(language_.phrase(words.text)); }
  void operator()(const std::vector<treaty::Named>& names) const {
    const bool articles = name_ == "articles";
    std::vector<std::string> texts;
    for (const treaty::Named& one : names) {
      texts.push_back(articles ? one.name : language_.participant(one.id, one.name));
    }
    text(language_.list(texts));
    set_flag(view_, name_ + "_one", names.size() == 1);
  }

 private:
  void text(const std::string& words) const { set_text(view_, name_.c_str(), words); }

  data& view_;
  const Language& language_;
  const std::string& name_;
};

// The notice that a retraction takes back, as far as its headline needs it.
Event told_before(const Event& retraction) {
  Event told = retraction;
  const auto* kind = said<treaty::Word>(retraction, "retracted");
  told.kind = treaty::event_kind_from_name(kind->text).value_or(EventKind::heartbeat);
  told.id = retraction.corrects.value_or("");
  if (const int* count = said<int>(retraction, "retracted_count")) told.count = *count;
  if (const auto* date = said<treaty::Day>(retraction, "retracted_date")) {
    told.entry_into_force = *date;
  }
  constexpr std::string_view kPrefix = "retracted.";
  told.particulars.clear();
  for (const auto& [name, value] : retraction.particulars) {
    if (name.starts_with(kPrefix)) told.particulars.emplace(name.substr(kPrefix.size()), value);
  }
  return told;
}

}  // namespace

struct EventWords::Set {
  explicit Set(const std::filesystem::path& folder)
      : state{folder},
        headline{folder / "event.headline.mustache", lib::Template::Escape::none},
        text{folder / "event.text.mustache", lib::Template::Escape::none} {}

  StateWords state;
  lib::Template headline;
  lib::Template text;
};

EventWords::EventWords(const std::filesystem::path& folder, const Language& language)
    : language_{language} {
  if (!language.is_english()) set_ = std::make_unique<Set>(folder);
}

EventWords::~EventWords() = default;

data EventWords::view_of(const Event& event, const std::string& treaty_name) const {
  data view;
  set_flag(view, kind_flag(event), true);
  if (!is_undone(event)) set_flag(view, flag_name(treaty::name_of(event.kind)), true);
  set_flag(view, "new_act", tells_act(event.kind));
  set_flag(view, "statement",
           event.kind == EventKind::declaration || event.kind == EventKind::objection);
  set_text(view, "treaty", language_.treaty(event.treaty, treaty_name), kName);
  if (!event.participant_name.empty()) {
    set_text(view, "participant", language_.participant(event.participant, event.participant_name),
             kName);
  }
  if (event.act) {
    set_text(view, "act", language_.act(*event.act));
    set_text(view, "done", language_.done(*event.act));
  }
  set_day(view, "day", event.date, language_);
  set_day(view, "date", event.entry_into_force, language_);
  for (const auto& [name, particular] : event.particulars) {
    if (name.find('.') == std::string::npos) std::visit(Setter{view, language_, name}, particular);
  }

  const int* remaining = said<int>(event, "remaining");
  const bool rule = remaining != nullptr && event.count && event.count_needed;
  set_flag(view, "rule", rule);
  if (rule) {
    set_number(view, "count", *event.count);
    set_number(view, "needed", *event.count_needed);
    set_flag(view, "one_counts", *event.count == 1);
    set_flag(view, "one_needed", *event.count_needed == 1);
    set_flag(view, "reached", *remaining == 0);
    set_flag(view, "one_remains", *remaining == 1);
  }
  data state = view;
  set_->state.add_to(state);
  for (const char* sentence : {"count_sentence", "date_sentence"}) {
    if (const data* words = state.get(sentence)) view.set(sentence, *words);
  }
  if (!rule) view.set("count_sentence", data{false});
  return view;
}

Worded EventWords::words(const Event& event, const std::string& treaty_name) const {
  if (language_.is_english()) return {event.headline, event.text};
  if (event.particulars.empty()) {
    return {language_.foreign(event.headline), language_.foreign(event.text)};
  }
  data view = view_of(event, treaty_name);
  if (event.kind == EventKind::notice_retracted) {
    set_text(view, "told_headline", set_->headline.render(view_of(told_before(event), treaty_name)),
             kHeadline);
  }
  return {lib::one_line(set_->headline.render(view), kHeadline),
          lib::one_line(set_->text.render(view), kText)};
}

bool tells_date_of(const Event& threshold, const Event& computed) {
  return computed.kind == EventKind::eif_computed &&
         threshold.kind == EventKind::milestone_threshold && kind_flag(threshold) == "threshold" &&
         threshold.entry_into_force && threshold.entry_into_force == computed.date;
}

std::string kind_flag(const Event& event) {
  // Without particulars, as older versions recorded it, the id tells.
  const bool further = said<int>(event, "further") != nullptr || event.id.ends_with(".deposited") ||
                       event.id.ends_with(".states-parties");
  const std::string undone = is_undone(event) ? "_undone" : "";
  switch (event.kind) {
    case EventKind::milestone_threshold:
      return (further ? "further_threshold" : "threshold") + undone;
    case EventKind::milestone_count: return "milestone_count" + undone;
    case EventKind::eif_moved: return "eif_moved" + undone;
    case EventKind::eif_official: return "eif_official" + undone;
    case EventKind::deadline_approaching:
    case EventKind::deadline_passed: return "deadline";
    case EventKind::notice_retracted: return "retracted";
    default: return flag_name(treaty::name_of(event.kind));
  }
}

}  // namespace notify
