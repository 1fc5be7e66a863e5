#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "lib/sqlite.h"

namespace store {

enum class OpenFault {
  in_use,    ///< another treatyd holds this database
  newer,     ///< written by a later version of the program
  older,     ///< written by an earlier one, and opened for reading: treatyd brings it up to date
  unusable,  ///< may not be written, is damaged, is no database, the disk is full
};

/// Why a database could not be opened: a sentence with the file, the reason and what to do.
class OpenError : public std::runtime_error {
 public:
  OpenError(OpenFault fault, const std::string& what) : std::runtime_error(what), fault_{fault} {}
  [[nodiscard]] OpenFault fault() const { return fault_; }

 private:
  OpenFault fault_;
};

enum class Access {
  own,              ///< the one service that writes
  look,             ///< reads what the schema of this program holds
  look_at_any_age,  ///< opens whatever schema it has, for checks of the file as such
};

/// The open database of one running service. Owned by the composition root, used from one thread;
/// every function of this folder takes it. Reads and writes may throw lib::SqliteError.
///
/// Durability: WAL with synchronous=FULL, so that what record() reported as done survives a loss
/// of power. One instance: an flock on `<file>.lock`, held until the end of the process that
/// opened it, and never inherited by a program that it starts.
class Database {
 public:
  /// Creates the file (mode 0640) when it is missing; its folder must exist. Brings an older
  /// schema up to date, after a copy to `<file>.before-<version>` beside it. Throws OpenError.
  ///
  /// To look, it may be in use by a service: no lock is taken and nothing is changed. What is
  /// missing, or with Access::look has another schema than this program knows, throws OpenError.
  explicit Database(const std::filesystem::path& file, Access access = Access::own);

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] lib::Sqlite& sql() { return *sql_; }
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  class Lock {
   public:
    explicit Lock(const std::filesystem::path& file);
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock();

   private:
    int descriptor_;
  };

  void open_own();
  void open_to_look(Access access);

  std::filesystem::path file_;
  std::optional<Lock> lock_;
  std::optional<lib::Sqlite> sql_;
};

std::int64_t schema_of(Database& db);
/// The schema that this program writes: the number of its migrations.
std::int64_t known_schema();

enum class Thoroughness { quick, full };
/// What is wrong inside of the file, by SQLite's own check, a sentence each; none when it is whole.
/// `quick` leaves out whether indexes agree with their tables.
std::vector<std::string> damage_of(Database& db, Thoroughness thoroughness);

/// Copies a database as it is at this moment, also while a service uses it, into a file that does
/// not exist yet. Throws OpenError.
void copy_database(const std::filesystem::path& file, const std::filesystem::path& copy);

}  // namespace store
