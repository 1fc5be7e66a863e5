#include "daemon/ctl/verify.h"

#include <filesystem>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <stdlib.h>
#include <unistd.h>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/page.h"
#include "daemon/library.h"
#include "daemon/places.h"
#include "daemon/verify.h"
#include "lib/json.h"
#include "store/database.h"

namespace ctl {
namespace {

namespace json = lib::json;

// A folder for the copy and the scratch database, gone at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "treatyctl-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("no folder can be made below " +
                               std::filesystem::temp_directory_path().string() +
                               "; TMPDIR names another one");
    }
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void print(const service::Verification& done, std::ostream& out) {
  const auto number = [](std::size_t n) { return static_cast<long long>(n); };
  out << field("Done again", amount(number(done.looks), "look") + ", " +
                                 amount(number(done.decisions), "decision") + " of people")
      << field("Event log", done.chain.broken_at
                                ? *done.chain.broken_at
                                : amount(done.chain.events, "event") +
                                      ", whole; the last link is " + done.chain.head)
      << field("Follow", amount(number(done.events), "event") + " and " +
                             amount(number(done.rows), "row") + " of the record, byte for byte")
      << field("Differ", done.differences.empty()
                             ? "nothing"
                             : amount(number(done.differences.size()), "difference"));
  for (const std::string& difference : done.differences)
    out << "    " << difference << '\n';
}

}  // namespace

int verify(const VerifyOptions& options, std::ostream& out, std::ostream& err) {
  std::vector<service::ConfigError> errors;
  const service::Library library =
      service::load_library(service::data_directory(), options.rules, errors);
  for (const service::ConfigError& error : errors)
    err << error.str() << '\n';
  if (!errors.empty()) return kFailure;
  const std::filesystem::path file = std::filesystem::path{options.state} / "treatyd.db";
  if (!std::filesystem::exists(file)) {
    return fail({kNotFound, "there is no database " + file.string() +
                                "; --state names the folder that the service uses"},
                err);
  }
  try {
    const TemporaryFolder folder;
    store::copy_database(file, folder.path() / "kept.db");
    store::Database kept{folder.path() / "kept.db"};
    store::Database scratch{folder.path() / "scratch.db"};
    const service::Verification done = service::verify(kept, scratch, library);
    if (options.json) {
      json::array differences;
      for (const std::string& difference : done.differences)
        differences.emplace_back(difference);
      out << json::serialize(json::object{{"looks", done.looks},
                                          {"decisions", done.decisions},
                                          {"chain_events", done.chain.events},
                                          {"chain_head", done.chain.head},
                                          {"events", done.events},
                                          {"rows", done.rows},
                                          {"differences", std::move(differences)}})
          << '\n';
    } else {
      print(done, out);
    }
    return done.differences.empty() ? kFine : kFailure;
  } catch (const store::OpenError& fault) {
    const bool refused = ::access(file.c_str(), R_OK) != 0;
    return fail({refused ? kNotAllowed : kFailure, fault.what()}, err);
  }
}

}  // namespace ctl
