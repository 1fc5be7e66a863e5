#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "daemon/config/participants_file.h"
#include "daemon/config/reading_exceptions.h"
#include "feeds/read_document.h"
#include "fixture.h"
#include "support/catch.h"

namespace {

using fixture::recordings;

struct Known {
  treaty::Participants participants;
  feeds::ReadingExceptions exceptions;
};

Known known() {
  std::vector<service::ConfigError> errors;
  const std::string config = std::string{TREATYD_SOURCE_DIR} + "/config";
  auto participants = service::read_participants_file(config + "/participants.toml", errors);
  auto exceptions = service::read_reading_exceptions(config + "/treaties", errors);
  for (const auto& error : errors)
    UNSCOPED_INFO(error.str());
  REQUIRE(participants);
  return {std::move(*participants), std::move(exceptions)};
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

bool has(const treaty::Reading& reading, const std::string& code) {
  return std::any_of(reading.problems.begin(), reading.problems.end(),
                     [&](const treaty::Problem& problem) { return problem.code == code; });
}

}  // namespace

TEST_CASE("Every recorded document is read, and our counts are the published ones",
          "[recordings]") {
  if (!std::filesystem::is_directory(recordings())) {
    WARN("skipped: no recordings at " << recordings());
    return;
  }
  const Known data = known();
  std::map<std::string, int> found;
  for (const char* form : {"html", "xml"}) {
    for (const auto& file : std::filesystem::directory_iterator{recordings() / form}) {
      const std::string name = file.path().filename().string();
      CAPTURE(name);
      const auto result =
          feeds::read_document(bytes_of(file.path()), data.participants, data.exceptions);
      REQUIRE(std::holds_alternative<treaty::Reading>(result));
      const auto& reading = std::get<treaty::Reading>(result);
      CHECK(reading.number == name.substr(0, name.find('.')));
      CHECK_FALSE(reading.title.empty());
      CHECK(reading.as_at.has_value() == (reading.form == treaty::Form::html));
      for (const auto& problem : reading.problems) {
        CAPTURE(problem.where, problem.text);
        CHECK((problem.code == "no-table" || problem.code == "checksum"));
      }
      const auto part = std::get<treaty::Reading>(
          feeds::read_document(bytes_of(file.path()), data.participants, data.exceptions,
                               feeds::Extent::head_and_table));
      CHECK(part.title == reading.title);
      CHECK(part.counted == reading.counted);
      CHECK(part.footnotes.empty());
      REQUIRE(part.participants.size() == reading.participants.size());
      for (std::size_t i = 0; i < part.participants.size(); ++i) {
        CHECK(part.participants[i].name == reading.participants[i].name);
        CHECK(part.participants[i].acts == reading.participants[i].acts);
      }
      ++found["documents"];
      found["tables"] += has(reading, "no-table") ? 0 : 1;
      CHECK(has(reading, "no-table") == !reading.counted.parties.has_value());
      const bool wrong_at_source = reading.number == "V-3" || reading.number == "VII-9";
      CHECK(has(reading, "checksum") == wrong_at_source);
      bool undetermined = false;
      for (const auto& participant : reading.participants) {
        CAPTURE(participant.name);
        CHECK(participant.id);
        for (const auto& act : participant.acts) {
          ++found["acts"];
          if (act.kind != treaty::ActKind::undetermined) continue;
          ++found["undetermined"];
          undetermined = true;
          CHECK(act.candidates.size() > 1);
        }
      }
      found["with undetermined"] += undetermined ? 1 : 0;
    }
  }
  CHECK(found["documents"] == 271);
  CHECK(found["tables"] == 223);
  CHECK(found["acts"] == 22240);
  CHECK(found["undetermined"] == 194);
  CHECK(found["with undetermined"] == 8);
}
