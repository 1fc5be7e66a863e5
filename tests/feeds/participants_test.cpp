#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "daemon/config/participants_file.h"
#include "lib/json.h"
#include "support/catch.h"

namespace {

treaty::Participants shipped() {
  std::vector<service::ConfigError> errors;
  auto all = service::read_participants_file(
      std::string{TREATYD_SOURCE_DIR} + "/config/participants.toml", errors);
  for (const auto& error : errors)
    UNSCOPED_INFO(error.str());
  REQUIRE(all);
  return std::move(*all);
}

// The codes under `key` of a file of Debian's iso-codes; empty when the package is missing.
std::set<std::string> iso_codes(const std::string& list, const char* key) {
  std::ifstream in{"/usr/share/iso-codes/json/iso_" + list + ".json"};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  std::set<std::string> codes;
  if (text.empty()) return codes;
  const auto document = lib::json::parse(text);
  for (const auto& entry : document.as_object().at(list).as_array())
    codes.insert(std::string{entry.as_object().at(key).as_string()});
  return codes;
}

std::string errors_of(const std::string& toml) {
  std::vector<service::ConfigError> errors;
  const auto all = service::read_participants(toml, "p.toml", errors);
  CHECK(all.has_value() == errors.empty());
  std::string text;
  for (const auto& error : errors)
    text += error.str() + '\n';
  return text;
}

}  // namespace

TEST_CASE("Every State of the table has its ISO 3166 code") {
  const auto today = iso_codes("3166-1", "alpha_3");
  const auto former = iso_codes("3166-3", "alpha_4");
  if (today.empty()) {
    WARN("skipped: iso-codes is not installed");
    return;
  }
  // Former States that ISO 3166-3 (from 1974 on) does not know.
  const std::set<std::string> ours = {"ROC",
                                      "RVN",
                                      "YAR",
                                      "UAR",
                                      "TANGANYIKA",
                                      "ZANZIBAR",
                                      "DANZIG",
                                      "TRIESTE",
                                      "HEJAZ",
                                      "NEWFOUNDLAND",
                                      "RHODESIA-NYASALAND",
                                      "SAAR",
                                      "WEST-INDIES",
                                      "AUSTRIA-HUNGARY"};
  const auto all = shipped();
  for (const auto& one : all.all()) {
    const std::string& id = one.id.str();
    CAPTURE(id, one.name);
    if (one.nature == treaty::Nature::state) CHECK(today.contains(id));
    if (one.nature == treaty::Nature::territory) CHECK((today.contains(id) || former.contains(id)));
    if (one.nature == treaty::Nature::former_state)
      CHECK((former.contains(id) || ours.contains(id)));
  }
}

TEST_CASE("The Members of the United Nations are all there, in their regional groups") {
  std::map<std::string, int> groups;
  int states = 0;
  const auto all = shipped();
  for (const auto& one : all.all()) {
    if (one.nature == treaty::Nature::state) ++states;
    if (!one.region.empty()) ++groups[one.region];
  }
  CHECK(states == 193 + 4);  // with the Holy See, Palestine, the Cook Islands and Niue
  CHECK(groups["African States"] == 54);
  CHECK(groups["Asia-Pacific States"] == 54);
  CHECK(groups["Eastern European States"] == 23);
  CHECK(groups["Latin American and Caribbean States"] == 33);
  CHECK(groups["Western European and other States"] == 29);
  CHECK(groups.size() == 5);
}

TEST_CASE("Membership of the European Union has its dates") {
  const auto all = shipped();
  const auto members_on = [&](const char* iso) {
    const auto day = *treaty::Day::from_iso(iso);
    return std::count_if(all.all().begin(), all.all().end(), [&](const treaty::Participant& one) {
      return std::any_of(one.eu_member.begin(), one.eu_member.end(),
                         [&](const treaty::Period& period) { return period.contains(day); });
    });
  };
  CHECK(members_on("1957-12-31") == 0);
  CHECK(members_on("1958-01-01") == 6);
  CHECK(members_on("1973-01-01") == 9);
  CHECK(members_on("1995-01-01") == 15);
  CHECK(members_on("2004-05-01") == 25);
  CHECK(members_on("2013-07-01") == 28);
  CHECK(members_on("2020-01-31") == 28);
  CHECK(members_on("2020-02-01") == 27);
}

TEST_CASE("The depositary's past and present forms of a name lead to one participant") {
  const auto all = shipped();
  const auto id = [&](const char* name) {
    const auto* found = all.find_by_name(name);
    return found == nullptr ? std::string{} : found->id.str();
  };
  CHECK(id("Turkey") == "TUR");
  CHECK(id("T\xC3\xBCrkiye") == "TUR");
  CHECK(id("Swaziland") == id("Eswatini"));
  CHECK(id("The former Yugoslav Republic of Macedonia") == "MKD");
  CHECK(id("Netherlands (Kingdom of the)") == "NLD");
  CHECK(id("Bahamas (The)") == "BHS");
  CHECK(id("C\xC3\xB4te d\xE2\x80\x99Ivoire") == "CIV");
  CHECK(id("Holy See") == "VAT");
  CHECK(id("State of Palestine") == "PSE");
  CHECK(id("Niue") == "NIU");
  CHECK(id("European Community") == "EU");
  CHECK(id("Czechoslovakia") == "CSHH");
  CHECK(id("Serbia and Montenegro") == "CSXX");
  CHECK(id("Macedonia (The former Yugoslav Republic of)") == "MKD");
  CHECK(id("British Virgin Islands") == "VGB");
  CHECK(id("European Atomic Energy Community (EURATOM)") == "EURATOM");
  CHECK(id("Irish Free State") == "IRL");
  CHECK(id("T\xC3\x9CRKIYE") == "TUR");
  CHECK(id("Socialist Republic of Viet-Nam") == "VNM");
  CHECK(id("Viet-Nam (Republic of)") == "RVN");
  CHECK(id("Republic of the Fiji Islands") == "FJI");
  CHECK(id("State of Libya") == "LBY");
  CHECK(id("Customs Co-operation Council") == "WCO");
  CHECK(id("Organization of Eastern Caribbean States (OECS)") == "OECS");
  CHECK(id("European Free Trade Association") == "EFTA");
  CHECK(id("OPEC Fund for International Development") == "OPEC-FUND");
  CHECK(id("Trust Territory of the Pacific Islands") == "PCHH");
  CHECK(id("Atlantis").empty());
}

TEST_CASE("Mistakes in the table of participants name file and line") {
  CHECK(errors_of("[[participant]]\nid = \"FRA\"\nname = \"France\"\n").empty());
  CHECK(errors_of("[[participant]]\nid = \"FRA\"\nnane = \"France\"\n")
            .find("p.toml:3: unknown key") != std::string::npos);
  CHECK(errors_of("[[participant]]\nid = \"fra\"\nname = \"France\"\n").find("p.toml:2:") == 0);
  CHECK(errors_of("[[participant]]\nid = \"FRA\"\nname = \"France\"\nnature = \"city\"\n")
            .find("p.toml:4:") == 0);
  CHECK(
      errors_of("[[participant]]\nid = \"FRA\"\nname = \"France\"\n[[participant]]\nid = \"GAB\"\n"
                "name = \"france\"\n")
          .find("p.toml:6: \"france\" is already a name of FRA") == 0);
  CHECK(errors_of("[[participant]]\nid = \"UAR\"\nname = \"A union\"\nbegan = 1958-02-22\n"
                  "ceased = 1961-09-27\nsuccessors = [\"EGY\"]\n")
            .find("p.toml:4: began is for a union") == 0);
  CHECK(errors_of("").find("names no [[participant]]") != std::string::npos);
}
