#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/rule_file.h"
#include "daemon/config/strict_table.h"
#include "notify/group.h"
#include "treaty/participant.h"

namespace service {

/// The groups of States that a filter may name:
///
///   "EU"                      the European Union and its members, by dated membership
///   "africa", "asia-pacific", "eastern-europe", "latin-america-and-caribbean",
///   "western-europe"          the UN's regional groups, from participants.toml; one of another
///   name
///                             there is known by that name in small letters with hyphens
///   "ctbt-annex-2", …         a roll of treaties/rolls, by the name of its file; "continents/Asia"
///                             for one group of it
///   "pacific"                 a list of the operator's own, under [groups] in treatyd.toml
class Groups {
 public:
  /// None at all, as for a configuration that is read without the data files.
  Groups() = default;
  Groups(treaty::Participants participants, const Rolls& rolls);

  /// Adds the [groups] table: NAME = ["FJI", "TON"], participants by id or name.
  void read_own(StrictTable table);

  /// nullptr when there is no such group.
  [[nodiscard]] std::shared_ptr<const notify::Group> find(std::string_view name) const;
  /// "there is no group …; did you mean …?"
  [[nodiscard]] std::string no_such_group(const std::string& name) const;
  /// By id or name; nullptr when nobody is known by it.
  [[nodiscard]] const treaty::Participant* participant(const std::string& word) const;
  [[nodiscard]] const treaty::Participants& participants() const { return participants_; }

 private:
  void add(const std::string& name, const treaty::ParticipantId& id, const treaty::Period& period);

  treaty::Participants participants_;
  std::map<std::string, std::shared_ptr<notify::Group>, std::less<>> groups_;
};

}  // namespace service
