#include "store/database.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/migrations.h"

namespace store {
namespace {

constexpr mode_t kMode = 0640;

// Creates the file when it is missing, so that it never has a moment with other rights.
void create(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
  if (descriptor < 0) {
    throw OpenError(OpenFault::unusable, file.string() +
                                             " cannot be written: " + std::strerror(errno) +
                                             "; check the owner and rights of it and its folder");
  }
  ::close(descriptor);
}

std::int64_t version_of(lib::Sqlite& sql) {
  return sql.value<std::int64_t>("PRAGMA user_version").value_or(0);
}

OpenError newer(const std::filesystem::path& file, std::int64_t version) {
  return OpenError(OpenFault::newer, "the database " + file.string() + " has schema version " +
                                         std::to_string(version) + ", this treatyd knows " +
                                         std::to_string(known_schema()) +
                                         ": run the newer treatyd that wrote it");
}

bool is_damage(const lib::SqliteError& fault) {
  return fault.fault() == lib::SqliteFault::corrupt;
}

OpenError damaged(const std::filesystem::path& file) {
  return OpenError(OpenFault::unusable,
                   file.string() +
                       " is no database of treatyd, or is damaged: stop treatyd, move the file "
                       "away, and put a backup in its place (treatyctl backup makes them); without "
                       "one treatyd begins anew with what the depositary shows now");
}

// SQLite would say "unable to open database file", whatever the reason.
void expect_readable(const std::filesystem::path& file) {
  if (::access(file.c_str(), R_OK) == 0) return;
  const int error = errno;
  const bool missing = error == ENOENT;
  throw OpenError(OpenFault::unusable,
                  missing ? "there is no database " + file.string() +
                                "; --state names the folder that the service uses"
                          : "the database " + file.string() +
                                " may not be read by you: " + std::strerror(error) +
                                "; run this as root or as the user that treatyd runs as");
}

void copy_before_change(lib::Sqlite& sql, const std::filesystem::path& file, std::int64_t version) {
  std::filesystem::path copy = file;
  copy += ".before-" + std::to_string(version + 1);
  std::filesystem::remove(copy);
  create(copy);
  sql.run("VACUUM INTO ?", copy.string());
}

void migrate(lib::Sqlite& sql, const std::filesystem::path& file) {
  const std::int64_t wanted = known_schema();
  std::int64_t version = version_of(sql);
  if (version > wanted) throw newer(file, version);
  if (version > 0 && version < wanted) copy_before_change(sql, file, version);
  while (version < wanted) {
    lib::Transaction transaction{sql};
    sql.script(migrations()[static_cast<std::size_t>(version)].sql);
    ++version;
    sql.script("PRAGMA user_version = " + std::to_string(version));
    transaction.commit();
  }
}

}  // namespace

Database::Lock::Lock(const std::filesystem::path& file) {
  std::filesystem::path path = file;
  path += ".lock";
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
  if (descriptor_ < 0) {
    throw OpenError(OpenFault::unusable, path.string() +
                                             " cannot be written: " + std::strerror(errno) +
                                             "; check its folder's owner and rights");
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor_);
    throw OpenError(OpenFault::in_use, "another treatyd holds the database " + file.string() +
                                           "; stop it first, or use another --state folder");
  }
}

Database::Lock::~Lock() {
  ::close(descriptor_);
}

Database::Database(const std::filesystem::path& file, Access access) : file_{file} {
  if (access == Access::own) {
    open_own();
  } else {
    open_to_look(access);
  }
}

void Database::open_own() {
  lock_.emplace(file_);
  create(file_);
  try {
    sql_.emplace(file_);
    sql_->script("PRAGMA journal_mode = WAL");
    sql_->script("PRAGMA synchronous = FULL");
    migrate(*sql_, file_);
  } catch (const lib::SqliteError& fault) {
    if (is_damage(fault)) throw damaged(file_);
    throw OpenError(OpenFault::unusable,
                    "the database " + file_.string() + " cannot be used: " + fault.what());
  }
}

void Database::open_to_look(Access access) {
  expect_readable(file_);
  std::int64_t version = 0;
  try {
    sql_.emplace(file_, lib::SqliteAccess::read_only);
    version = version_of(*sql_);
  } catch (const lib::SqliteError& fault) {
    if (is_damage(fault)) throw damaged(file_);
    throw OpenError(OpenFault::unusable,
                    "the database " + file_.string() + " cannot be read: " + fault.what());
  }
  if (access == Access::look_at_any_age) return;
  if (version > known_schema()) throw newer(file_, version);
  if (version < known_schema()) {
    throw OpenError(OpenFault::older, "the database " + file_.string() + " has schema version " +
                                          std::to_string(version) + ", this program knows " +
                                          std::to_string(known_schema()) +
                                          ": treatyd brings it up to date when it starts");
  }
}

std::int64_t schema_of(Database& db) {
  return version_of(db.sql());
}

std::int64_t known_schema() {
  return static_cast<std::int64_t>(migrations().size());
}

std::vector<std::string> damage_of(Database& db, Thoroughness thoroughness) {
  const auto text = [](lib::Row& row) { return row.take<std::string>(); };
  std::vector<std::string> found = thoroughness == Thoroughness::quick
                                       ? db.sql().all("PRAGMA quick_check(5)", text)
                                       : db.sql().all("PRAGMA integrity_check(5)", text);
  if (found == std::vector<std::string>{"ok"}) found.clear();
  return found;
}

void copy_database(const std::filesystem::path& file, const std::filesystem::path& copy) {
  expect_readable(file);
  try {
    lib::Sqlite sql{file, lib::SqliteAccess::read_only};
    create(copy);
    sql.run("VACUUM INTO ?", copy.string());
  } catch (const lib::SqliteError& fault) {
    if (is_damage(fault)) throw damaged(file);
    throw OpenError(OpenFault::unusable, "the database " + file.string() +
                                             " cannot be copied: " + fault.what() +
                                             "; check the free space where the copy goes");
  }
}

}  // namespace store
