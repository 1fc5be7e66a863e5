#include "daemon/config/language.h"

#include <algorithm>
#include <vector>

#include "daemon/config/nearest.h"
#include "daemon/places.h"
#include "notify/language.h"

namespace service {

std::optional<std::string> read_language(StrictTable& table, std::string_view key) {
  auto wanted = table.string(key);
  if (!wanted) return std::nullopt;
  const std::vector<std::string> known = notify::languages_in(data_directory() + "/templates");
  if (std::find(known.begin(), known.end(), *wanted) != known.end()) return wanted;
  const auto nearest = nearest_of(*wanted, known);
  std::string all;
  for (const std::string& code : known)
    all += (all.empty() ? "" : ", ") + code;
  table.error(key, "there are no words in \"" + *wanted + "\"; " +
                       (nearest ? "did you mean \"" + *nearest + "\"? " : "") +
                       "There are: " + all);
  return std::nullopt;
}

}  // namespace service
