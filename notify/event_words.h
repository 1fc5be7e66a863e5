#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "lib/mustache.h"
#include "notify/language.h"
#include "notify/state_view.h"
#include "treaty/event.h"

namespace notify {

/// What a reader is told of an event, in a language.
struct Worded {
  std::string headline;  ///< one line
  std::string text;      ///< sentences
};

/// Words events. In English they are the recorded ones; in another language they come from
/// `event.headline.mustache` and `event.text.mustache`, which see
///
///   a flag for the kind (see kind_flag), new_act, statement (a declaration or objection), treaty,
///   participant, act, done, day, count, needed, date (of entry into force), published,
///   count_sentence, date_sentence; told_headline for a retraction; and each of the event's
///   particulars by its name: a number or flag as it is (with NAME_one for 1 and NAME_none for 0),
///   a day, list or phrase in words, a treaty::Word as the flag NAME_WORD
///
/// An event without particulars, such as one for the operator or one that an older version
/// recorded, keeps its English words, marked as English.
class EventWords {
 public:
  /// `language` must outlive it. Throws as lib::Template does.
  EventWords(const std::filesystem::path& folder, const Language& language);
  ~EventWords();
  EventWords(const EventWords&) = delete;
  EventWords& operator=(const EventWords&) = delete;

  /// `treaty_name` is the treaty's name in English; may be empty.
  [[nodiscard]] Worded words(const treaty::Event& event, const std::string& treaty_name) const;

 private:
  [[nodiscard]] lib::mustache::data view_of(const treaty::Event& event,
                                            const std::string& treaty_name) const;

  struct Set;
  const Language& language_;
  std::unique_ptr<Set> set_;  // null in English
};

/// Whether `threshold` is the notice of the treaty's number, with the date that `computed` tells:
/// the two say the same where they stand together.
bool tells_date_of(const treaty::Event& threshold, const treaty::Event& computed);

/// The section of an event's kind in templates: "eif_computed", "further_threshold" for a further
/// number of the treaty, "deadline" for both of its kinds, "retracted"; with "_undone" at the end
/// for a milestone or a date that no longer holds.
std::string kind_flag(const treaty::Event& event);

}  // namespace notify
