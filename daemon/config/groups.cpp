#include "daemon/config/groups.h"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/config/nearest.h"
#include "lib/text.h"

namespace service {
namespace {

constexpr const char* kUnion = "EU";

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kRegions = {
    {{"African States", "africa"},
     {"Asia-Pacific States", "asia-pacific"},
     {"Eastern European States", "eastern-europe"},
     {"Latin American and Caribbean States", "latin-america-and-caribbean"},
     {"Western European and other States", "western-europe"}}};

std::string key_of_region(const std::string& region) {
  for (const auto& [name, key] : kRegions) {
    if (name == region) return std::string{key};
  }
  std::string key = region;
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    if (c == ' ') c = '-';
  }
  return key;
}

bool is_group_name(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return lib::is_ascii_letter(c) || lib::is_digit(c) || c == '-' || c == '.';
  });
}

}  // namespace

Groups::Groups(treaty::Participants participants, const Rolls& rolls)
    : participants_{std::move(participants)} {
  for (const treaty::Participant& one : participants_.all()) {
    if (one.id.str() == kUnion) add(kUnion, one.id, {});
    for (const treaty::Period& period : one.eu_member)
      add(kUnion, one.id, period);
    if (!one.region.empty()) add(key_of_region(one.region), one.id, {});
  }
  for (const auto& [key, roll] : rolls) {
    for (const treaty::RollEntry& entry : roll.entries) {
      const treaty::Participant* one = participant(entry.who);
      if (one == nullptr) continue;
      add(key, one->id, entry.period);
      if (!entry.group.empty()) add(key + '/' + entry.group, one->id, entry.period);
    }
  }
}

void Groups::add(const std::string& name, const treaty::ParticipantId& id,
                 const treaty::Period& period) {
  std::shared_ptr<notify::Group>& group = groups_[name];
  if (!group) group = std::make_shared<notify::Group>(notify::Group{name, {}});
  group->members[id].push_back(period);
}

void Groups::read_own(StrictTable table) {
  for (const std::string& name : table.keys()) {
    const std::vector<std::string> words = table.strings(name);
    if (!is_group_name(name)) {
      table.error(name, "a group's name may have letters, digits, dot and hyphen");
    } else if (groups_.contains(name)) {
      table.error(name, "there is a group \"" + name + "\" already; give yours another name");
    } else if (words.empty()) {
      table.error(name, "group \"" + name + "\" must list its participants: [\"FJI\", \"TON\"]");
    }
    std::vector<treaty::ParticipantId> ids;
    for (const std::string& word : words) {
      if (const treaty::Participant* one = participant(word)) {
        ids.push_back(one->id);
      } else if (!participants_.all().empty()) {
        table.error(name, no_such_participant(word, participants_));
      }
    }
    if (groups_.contains(name)) continue;
    for (const treaty::ParticipantId& id : ids)
      add(name, id, {});
  }
  table.done();
}

std::shared_ptr<const notify::Group> Groups::find(std::string_view name) const {
  const auto found = groups_.find(name);
  return found == groups_.end() ? nullptr : found->second;
}

std::string Groups::no_such_group(const std::string& name) const {
  std::vector<std::string> names;
  for (const auto& [one, group] : groups_)
    names.push_back(one);
  const auto nearest = nearest_of(name, names);
  std::string sentence = "there is no group \"" + name + '"';
  if (nearest) return sentence + "; did you mean \"" + *nearest + "\"?";
  sentence += "; there are";
  for (const std::string& one : names)
    sentence += (one == names.front() ? " " : ", ") + one;
  return sentence;
}

const treaty::Participant* Groups::participant(const std::string& word) const {
  const treaty::Participant* found = participants_.find(treaty::ParticipantId{word});
  return found == nullptr ? participants_.find_by_name(word) : found;
}

}  // namespace service
