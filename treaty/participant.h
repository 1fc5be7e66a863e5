#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "treaty/day.h"

namespace treaty {

/// The identity of a participant, stable across renames: ISO 3166-1 alpha-3 ("FRA"), ISO 3166-3
/// alpha-4 for former States ("CSHH"), or a key of ours where ISO has none ("EU"). Never empty.
class ParticipantId {
 public:
  explicit ParticipantId(std::string key) : key_{std::move(key)} {}
  [[nodiscard]] const std::string& str() const { return key_; }
  friend auto operator<=>(const ParticipantId&, const ParticipantId&) = default;

 private:
  std::string key_;
};

/// Not every participant is a State: the EU and UN agencies are not; the Holy See, the State of
/// Palestine, the Cook Islands and Niue are participants like States.
enum class Nature {
  state,
  former_state,
  regional_economic_integration_organization,
  organization,
  territory
};
std::string_view name_of(Nature nature);
std::optional<Nature> nature_from_name(std::string_view name);

/// A span of days, both ends included; an open end is nullopt.
struct Period {
  std::optional<Day> from;
  std::optional<Day> until;
  [[nodiscard]] bool contains(Day day) const {
    return (!from || *from <= day) && (!until || day <= *until);
  }
};

struct Participant {
  ParticipantId id;
  std::string name;  ///< the short form used in our own sentences: "Côte d'Ivoire"
  Nature nature = Nature::state;
  std::string region;                ///< UN regional group: "African States", …; empty for none
  std::vector<std::string> aliases;  ///< every form the depositary prints or has printed
  std::vector<Period> eu_member;     ///< membership of the European Union
  std::optional<Day> ceased;         ///< a former State's last day
  std::vector<ParticipantId> successors;  ///< whose rows may show its acts as their own
  /// A union of States: its first day. From then to `ceased` its successors were one State.
  std::optional<Day> began;
};

/// Names to participants. A name is found only if it is known, letter by letter after folding of
/// white space, case and typographic apostrophes: never by similarity, because a wrong guess would
/// move a count.
class Participants {
 public:
  Participants() = default;
  explicit Participants(std::vector<Participant> all);

  [[nodiscard]] const Participant* find(const ParticipantId& id) const;
  [[nodiscard]] const Participant* find_by_name(std::string_view name) const;

  /// The known names most like an unknown one, best first, for a person to choose from.
  [[nodiscard]] std::vector<std::string> nearest_names(std::string_view name,
                                                       std::size_t how_many) const;
  /// The same participants, one of them known under one more name; nullopt when there is no such
  /// participant or the name is another's.
  [[nodiscard]] std::optional<Participants> with_alias(const std::string& name,
                                                       const ParticipantId& id) const;
  [[nodiscard]] const std::vector<Participant>& all() const { return all_; }

  /// Names claimed by two participants; a table with such names must not be used.
  [[nodiscard]] const std::vector<std::string>& conflicts() const { return conflicts_; }

 private:
  std::vector<Participant> all_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::vector<std::string> conflicts_;
};

/// The folding under which names are compared: trimmed, runs of white space (no-break space too)
/// made one space, ASCII letters lower-cased, ’ made '.
std::string folded_name(std::string_view name);

/// Edits (insert, delete, replace, swap neighbours) from one text to the other, by code unit.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace treaty
