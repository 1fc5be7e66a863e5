#include "daemon/ctl/backup.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/page.h"
#include "lib/json.h"
#include "store/database.h"
#include "store/events.h"

namespace ctl {
namespace {

namespace fs = std::filesystem;
namespace json = lib::json;

struct Copy {
  std::int64_t schema = 0;
  std::uintmax_t bytes = 0;
  /// Not of a copy with another schema: what that means only its own program knows.
  std::optional<store::ChainCheck> chain;
  std::vector<std::string> damage;
};

Copy examined(const fs::path& file) {
  Copy copy;
  store::Database database{file, store::Access::look_at_any_age};
  copy.schema = store::schema_of(database);
  copy.bytes = fs::file_size(file);
  copy.damage = store::damage_of(database, store::Thoroughness::full);
  if (copy.damage.empty() && copy.schema == store::known_schema()) {
    copy.chain = store::verify_chain(database);
    if (copy.chain->broken_at) copy.damage.push_back(*copy.chain->broken_at);
  }
  return copy;
}

[[noreturn]] void fail_errno(const fs::path& file, int error) {
  throw std::runtime_error(file.string() + " cannot be written: " + std::strerror(error));
}

void sync(const fs::path& file, int flags) {
  const int descriptor = ::open(file.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) fail_errno(file, errno);
  const int done = ::fsync(descriptor);
  const int error = errno;
  ::close(descriptor);
  if (done != 0) fail_errno(file, error);
}

// Gives the copy its name, once it is on the disk, and never in the place of another file.
void put_in_place(const fs::path& copy, const fs::path& file) {
  sync(copy, O_RDONLY);
  if (::link(copy.c_str(), file.c_str()) != 0) fail_errno(file, errno);
  ::unlink(copy.c_str());
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
  sync(folder, O_RDONLY | O_DIRECTORY);
}

// Removes an unfinished copy however this ends.
class Unfinished {
 public:
  explicit Unfinished(fs::path file) : file_{std::move(file)} {}
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() {
    std::error_code ignored;
    fs::remove(file_, ignored);
  }
  [[nodiscard]] const fs::path& file() const { return file_; }

 private:
  fs::path file_;
};

void print(const Copy& copy, const BackupOptions& options, std::ostream& out) {
  if (options.json) {
    out << json::serialize(json::object{
               {"file", options.file},
               {"bytes", copy.bytes},
               {"schema", copy.schema},
               {"events", copy.chain ? json::value(copy.chain->events) : json::value(nullptr)},
               {"chain_head", copy.chain ? json::value(copy.chain->head) : json::value(nullptr)}})
        << '\n';
    return;
  }
  out << options.file << ": " << copy.bytes << " bytes, schema version " << copy.schema
      << ", whole\n";
  if (copy.chain) {
    out << field("Event log", amount(copy.chain->events, "event") + ", the last link is " +
                                  (copy.chain->head.empty() ? "none" : copy.chain->head));
  }
  out << field("To restore",
               "stop treatyd, put the file in the place of treatyd.db, remove "
               "treatyd.db-wal and treatyd.db-shm, give it to the service's user, "
               "and start treatyd");
}

}  // namespace

int backup(const BackupOptions& options, std::ostream& out, std::ostream& err) {
  const fs::path database = fs::path{options.state} / "treatyd.db";
  std::error_code error;
  if (!fs::exists(database, error) && !error) {
    return fail({kNotFound, "there is no database " + database.string() +
                                "; --state names the folder that the service uses"},
                err);
  }
  if (fs::exists(fs::symlink_status(options.file, error))) {
    return fail({kFailure, options.file + " is there already; a backup overwrites nothing"}, err);
  }
  const Unfinished unfinished{options.file + ".part"};
  fs::remove(unfinished.file(), error);
  try {
    store::copy_database(database, unfinished.file());
    const Copy copy = examined(unfinished.file());
    if (!copy.damage.empty()) {
      return fail(
          {kFailure, "the database is damaged, and no backup was made: " + copy.damage.front()},
          err);
    }
    put_in_place(unfinished.file(), options.file);
    print(copy, options, out);
    return kFine;
  } catch (const store::OpenError& fault) {
    const bool refused = ::access(database.c_str(), R_OK) != 0;
    return fail({refused ? kNotAllowed : kFailure, fault.what()}, err);
  } catch (const std::runtime_error& fault) {
    return fail({kFailure, fault.what()}, err);
  }
}

}  // namespace ctl
