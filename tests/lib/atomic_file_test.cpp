#include "lib/atomic_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.h"
#include "support/temp_folder.h"

namespace fs = std::filesystem;

namespace {

struct Folder {
  tests::TempFolder home;
  fs::path path{home.path() / "files"};
};

std::string read(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("a file is written whole, with its folders, and left alone when unchanged",
          "[atomic_file]") {
  const Folder folder;
  const fs::path file = folder.path / "a" / "b.html";
  CHECK(lib::write_atomically(file, "one"));
  CHECK(read(file) == "one");
  CHECK_FALSE(lib::write_atomically(file, "one"));
  CHECK(lib::write_atomically(file, "two"));
  CHECK(read(file) == "two");
  CHECK(std::distance(fs::directory_iterator{folder.path / "a"}, {}) == 1);
  CHECK((fs::status(file).permissions() & fs::perms::owner_read) != fs::perms::none);
}

TEST_CASE("a file that cannot be written is named, and nothing is left behind", "[atomic_file]") {
  const Folder folder;
  fs::create_directories(folder.path / "taken" / "inside");
  CHECK_THROWS_WITH(lib::write_atomically(folder.path / "taken", "x"),
                    Catch::Contains("cannot write") && Catch::Contains("taken"));
  CHECK(std::distance(fs::directory_iterator{folder.path}, {}) == 1);
}
