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

void copy_before_change(lib::Sqlite& sql, const std::filesystem::path& file, std::int64_t version) {
  std::filesystem::path copy = file;
  copy += ".before-" + std::to_string(version + 1);
  std::filesystem::remove(copy);
  create(copy);
  sql.run("VACUUM INTO ?", copy.string());
}

void migrate(lib::Sqlite& sql, const std::filesystem::path& file) {
  const auto wanted = static_cast<std::int64_t>(migrations().size());
  std::int64_t version = version_of(sql);
  if (version > wanted) {
    throw OpenError(OpenFault::newer, "the database " + file.string() + " has schema version " +
                                          std::to_string(version) + ", this treatyd knows " +
                                          std::to_string(wanted) +
                                          ": run the newer treatyd that wrote it");
  }
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

Database::Database(const std::filesystem::path& file) : file_{file}, lock_{file} {
  create(file);
  try {
    sql_.emplace(file);
    sql_->script("PRAGMA journal_mode = WAL");
    sql_->script("PRAGMA synchronous = FULL");
    migrate(*sql_, file);
  } catch (const lib::SqliteError& fault) {
    throw OpenError(OpenFault::unusable,
                    "the database " + file.string() + " cannot be used: " + fault.what());
  }
}

void copy_database(const std::filesystem::path& file, const std::filesystem::path& copy) {
  try {
    lib::Sqlite sql{file};
    create(copy);
    sql.run("VACUUM INTO ?", copy.string());
  } catch (const lib::SqliteError& fault) {
    throw OpenError(OpenFault::unusable, "the database " + file.string() +
                                             " cannot be copied: " + fault.what() +
                                             "; check its owner and rights, and the free space");
  }
}

}  // namespace store
