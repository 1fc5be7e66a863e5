#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>

#include <pwd.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "daemon/ctl/doctor/checks.h"

namespace ctl::doctor {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMegabyte = 1U << 20U;
constexpr std::uintmax_t kTooLittle = 64 * kMegabyte;
constexpr std::uintmax_t kLittle = 512 * kMegabyte;

std::string size_words(std::uintmax_t bytes) {
  if (bytes < kMegabyte) return std::to_string(bytes >> 10U) + " kB";
  return std::to_string(bytes >> 20U) + " MB";
}

std::string user_name(uid_t uid) {
  const passwd* found = ::getpwuid(uid);
  return found == nullptr ? "user " + std::to_string(uid) : found->pw_name;
}

std::optional<uid_t> owner_of(const fs::path& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  return found.st_uid;
}

// A treatyd that was tried out as root once leaves files that the service cannot write.
void check_owners(const fs::path& folder, Findings& found) {
  const auto wanted = owner_of(folder);
  for (const char* name : {"treatyd.db", "treatyd.db-wal", "treatyd.db-shm", "treatyd.db.lock"}) {
    const fs::path file = folder / name;
    const auto owner = owner_of(file);
    if (!wanted || !owner || owner == wanted) continue;
    found.push_back({"folder", Level::fault,
                     file.string() + " belongs to " + user_name(*owner) + ", its folder to " +
                         user_name(*wanted) + ": the service cannot write it",
                     "chown " + user_name(*wanted) + ' ' + file.string()});
  }
}

void check_space(const fs::path& folder, Findings& found) {
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) != 0) return;
  const std::uintmax_t free = static_cast<std::uintmax_t>(disk.f_bavail) * disk.f_frsize;
  const std::string text = size_words(free) + " are free for " + folder.string();
  if (free < kTooLittle) {
    found.push_back({"disk", Level::fault, text, "make room: what cannot be recorded is not told"});
  } else if (free < kLittle) {
    found.push_back({"disk", Level::warning, text, "make room before it is full"});
  } else {
    found.push_back({"disk", Level::ok, text});
  }
}

void check_folder(const fs::path& folder, Findings& found) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    found.push_back({"folder", Level::warning, "there is no folder " + folder.string(),
                     "treatyd makes it when it starts; --state names another one"});
    return;
  }
  if (::access(folder.c_str(), W_OK | X_OK) == 0) {
    found.push_back({"folder", Level::ok, folder.string() + " can be written"});
  } else if (const auto owner = owner_of(folder); owner && *owner != ::geteuid()) {
    found.push_back({"folder", Level::ok,
                     folder.string() + " belongs to " + user_name(*owner) +
                         "; you may not write it, which only matters if treatyd runs as you"});
  } else {
    found.push_back({"folder", Level::fault,
                     folder.string() + " cannot be written: " + std::strerror(errno),
                     "check its rights, and whether the disk is mounted read-only"});
  }
  check_owners(folder, found);
  check_space(folder, found);
}

void check_database(const fs::path& file, Seen& seen, Findings& found) {
  std::error_code error;
  if (!fs::exists(file, error) && !error) {
    found.push_back({"database", Level::warning, "there is no database " + file.string() + " yet",
                     "treatyd makes it when it starts; --state names another folder"});
    return;
  }
  try {
    seen.database.emplace(file, store::Access::look);
    const auto damage = store::damage_of(*seen.database, store::Thoroughness::quick);
    for (const std::string& sentence : damage) {
      found.push_back({"database", Level::fault, file.string() + " is damaged: " + sentence,
                       "stop treatyd, keep the file, and put the last backup in its place"});
    }
    if (!damage.empty()) return seen.database.reset();
    found.push_back({"database", Level::ok,
                     file.string() + " is whole; schema version " +
                         std::to_string(store::known_schema()) + ", " +
                         size_words(fs::file_size(file, error))});
  } catch (const store::OpenError& fault) {
    const bool older = fault.fault() == store::OpenFault::older;
    found.push_back({"database", older ? Level::warning : Level::fault, fault.what()});
  } catch (const lib::SqliteError& fault) {
    seen.database.reset();
    found.push_back({"database", Level::fault, file.string() + " is damaged: " + fault.what(),
                     "stop treatyd, keep the file, and put the last backup in its place"});
  }
}

void check_pages(const fs::path& folder, Findings& found) {
  // treatyd makes the folder; what must be there is one above it that can be written.
  fs::path there = folder;
  std::error_code error;
  while (!fs::exists(there, error) && there.has_parent_path() && there != there.parent_path())
    there = there.parent_path();
  const bool good = fs::is_directory(there, error) && ::access(there.c_str(), W_OK | X_OK) == 0;
  const auto owner = owner_of(there);
  if (good) {
    found.push_back({"pages", Level::ok, folder.string() + " can be written"});
  } else if (owner && *owner != ::geteuid() && fs::is_directory(there, error)) {
    found.push_back({"pages", Level::warning,
                     there.string() + " belongs to " + user_name(*owner) +
                         "; whether treatyd may write the pages there cannot be seen as you",
                     "run this as root or as the user that treatyd runs as"});
  } else {
    found.push_back({"pages", Level::fault, there.string() + " cannot be written",
                     "check publish.directory, its owner and rights"});
  }
}

}  // namespace

void check_files(const Subject& subject, Seen& seen, Findings& found) {
  check_folder(subject.state, found);
  check_database(fs::path{subject.state} / "treatyd.db", seen, found);
  if (seen.settings && seen.settings->publish) {
    check_pages(seen.settings->publish->directory, found);
  }
}

}  // namespace ctl::doctor
