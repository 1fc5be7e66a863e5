#include <string>
#include <vector>

#include "feeds/declarations.h"
#include "feeds/entry_into_force.h"
#include "feeds/notifications.h"
#include "feeds/predecessors.h"
#include "fixture.h"

namespace {

std::string told(const std::string& note) {
  std::vector<treaty::Problem> problems;
  std::string text;
  for (const auto& one :
       feeds::predecessors_in(note, "note 1", fixture::participants(), problems)) {
    text += one.id->str() + ':';
    for (const auto& act : one.acts)
      text += ' ' + std::string{treaty::name_of(act.kind)} + ' ' + act.date.iso();
    text += ';';
  }
  for (const auto& problem : problems)
    text += problem.code;
  return text;
}

}  // namespace

TEST_CASE("Binding acts of former States are read from the sentences of notes") {
  struct Row {
    const char* note;
    const char* told;
  };
  const auto row = GENERATE(values<Row>({
      {"Czechoslovakia had acceded to the Convention on 3 May 1971 with a reservation.",
       "CSHH: accession 1971-05-03;"},
      {"The former Yugoslavia had signed and ratified the Convention on 3 May 1971 and 4 June "
       "1972, "
       "respectively. See also note 1.",
       "YUCS: signature 1971-05-03 ratification 1972-06-04;"},
      {"The former Yugoslavia had acceeded to the Convention, as amended by the Protocol of 1 May "
       "1960, on 4 June 1972.",
       "YUCS: accession 1972-06-04;"},
      {"The German Democratic Republic had signed the Statute on 3 May 1971, ratified it and "
       "deposited its notification under article 2 on 4 June 1972, with declarations.",
       "DDDE: signature 1971-05-03 ratification 1972-06-04 notification 1972-06-04;"},
      {"Signed and ratified on behalf of the Republic of China on 3 May 1961 and 4 June 1962, "
       "respectively.",
       "ROC: signature 1961-05-03 ratification 1962-06-04;"},
      {"Ratification on behalf of the Republic of China on 3 May 1961. See note 2.",
       "ROC: ratification 1961-05-03;"},
      {"Accession by the former Yugoslavia on 3 May 1961.", "YUCS: accession 1961-05-03;"},
      {"The Convention was ratified by the German Democratic Republic on 3 May 1971.",
       "DDDE: ratification 1971-05-03;"},
      {"Signed and ratified in the name of the Republic of China on 3 May 1961 and 4 June 1962, "
       "respectively.",
       "ROC: signature 1961-05-03 ratification 1962-06-04;"},
      {"Czechoslovakia had signed the Protocol definitively on 3 May 1951.",
       "CSHH: definitive-signature 1951-05-03;"},
      {"Signature affixed without reservation as to ratification on behalf of the Republic of "
       "China "
       "on 3 May 1961.",
       "ROC: definitive-signature 1961-05-03;"},
      {"The instrument of acceptance by the Government of the Republic of China was received by "
       "the "
       "Organization on 3 May 1961 and deposited with the Secretary-General of the United Nations "
       "on "
       "9 May 1961.",
       "ROC: acceptance 1961-05-09;"},
      {"Czechoslovakia had signed and ratified the Convention on 3 May 1961 (See "
       "C.N.9.1961.TREATIES-1 "
       "of 8 May 1961) and 4 June 1962 (see C.N.10.1962.TREATIES-2 of 5 June 1962), respectively.",
       "CSHH: signature 1961-05-03 ratification 1962-06-04;"},
      {"Czechoslovakia, by virtue of its definitive signature on 3 May 1951 of the Protocol of 2 "
       "May "
       "1951, became a party on the date of that signature.",
       "CSHH: definitive-signature 1951-05-03;"},
      {"Czechoslovakia had ratified the Convention on 3 May 1961 with reservations, one of which "
       "had "
       "been withdrawn on 4 June 1991.",
       "CSHH: ratification 1961-05-03;"},
  }));
  CAPTURE(row.note);
  CHECK(told(row.note) == row.told);
}

TEST_CASE("A note that tells of no binding act of a former State gives none") {
  const auto* note = GENERATE(
      "Czechoslovakia had signed the Convention on 3 May 1971.",
      "France had ratified the Convention on 3 May 1971.",
      "The Government of Czechoslovakia objected on 3 May 1971.",
      "The Convention was ratified by France on 3 May 1971.",
      "The reservation made by Czechoslovakia was withdrawn on 3 May 1971.",
      "\"Czechoslovakia had ratified the Convention on 3 May 1971.\"",
      "Czechoslovakia, by virtue of its acceptance of the Protocol of 4 May 1949, became a party.");
  CAPTURE(note);
  CHECK(told(note).empty());
}

TEST_CASE("Dates that do not go with the verbs are a problem, not a guess") {
  CHECK(told("Czechoslovakia had signed, ratified and accepted the Convention on 3 May 1971 and "
             "4 June 1972.") == "unread-predecessor");
}

TEST_CASE("Depositary notifications are linked in one spelling") {
  CHECK(feeds::notifications_in(
            "See C.N.96.1976 .TREATIES-4 of 31 March 1976, C.N.6.1986 TREATIES-1, "
            "C.N.63.2016.TREATIES-XXVII.7.d. and C.N.96.1976.TREATIES-4") ==
        std::vector<std::string>{"C.N.96.1976.TREATIES-4", "C.N.6.1986.TREATIES-1",
                                 "C.N.63.2016.TREATIES-XXVII.7.d"});
}

TEST_CASE("Articles that a declaration mentions are listed as number and part") {
  CHECK(feeds::articles_in(
            "Article 35, paragraph 2; paragraph 3 of article 66; articles 1, 2 (a) and "
            "IX; article 5 (2) (b) of 1994; articles of faith") ==
        std::vector<std::string>{"35(2)", "66(3)", "1", "2(a)", "IX", "5(2)(b)"});
}

TEST_CASE("A participant's declarations are kept apart by their headings") {
  const feeds::RawDeclaration raw{"declaration",
                                  "Declarations",
                                  {"France", {"4"}, false},
                                  "Upon signature:\nDeclaration:\nFirst words on article 4.\n"
                                  "Reservation:\nSecond words.\n3 May 2001\nLast words."};
  const auto all = feeds::declarations_of(raw, fixture::participants());
  REQUIRE(all.size() == 3);
  CHECK(all[0].heading == "Upon signature: Declaration:");
  CHECK(all[0].articles == std::vector<std::string>{"4"});
  CHECK(all[1].heading == "Reservation:");
  CHECK(all[1].text == "Second words.");
  CHECK(all[2].text == "3 May 2001\nLast words.");
  for (const auto& one : all) {
    CHECK(one.participant == "France");
    CHECK(one.id == treaty::ParticipantId{"FRA"});
  }
}

TEST_CASE("The entry into force is taken from the record's own words") {
  struct Row {
    const char* text;
    const char* ended;
    const char* date;
    const char* provisional;
    const char* end;
  };
  const auto row = GENERATE(values<Row>({
      {"2 June 1992, in accordance with article 9.", "", "1992-06-02", "", ""},
      {"provisionally on 1 July 1963, under article 1 and definitively on 27 December 1963.", "",
       "1963-12-27", "1963-07-01", ""},
      {"provisionally on 1 January 1948.", "", "", "1948-01-01", ""},
      {"definitively on 7 December 2011, in accordance with article 39(1).", "", "2011-12-07", "",
       ""},
      {"see article 9.", "", "", "", ""},
      {"1 October 1986, provisionally, in accordance with article 5.", "", "", "1986-10-01", ""},
      {"1 January 1977. It was prolonged until 3 March 1978 and expired under its rules on 4 April "
       "1979.",
       "", "1977-01-01", "", "1979-04-04"},
      {"1 January 1978. It was superseded, prior to its entry into force, by another.", "", "", "",
       "It was superseded, prior to its entry into force, by another."},
      {"1 January 1978, and shall terminate the Protocol of 4 May 1910.", "", "1978-01-01", "", ""},
      {"1 January 1978.", "Terminated in accordance with its provisions on 3 March 1994.",
       "1978-01-01", "", "1994-03-03"},
      {"1 January 1978.", "See under the Agreement of 16 June 1949.", "1978-01-01", "",
       "See under the Agreement of 16 June 1949."},
  }));
  CAPTURE(row.text);
  const auto eif = feeds::read_entry_into_force("Entry into force", row.text, row.ended);
  CHECK(eif.text == row.text);
  CHECK((eif.date ? eif.date->iso() : "") == row.date);
  CHECK((eif.provisional ? eif.provisional->iso() : "") == row.provisional);
  CHECK(eif.ended.value_or("") == row.end);
}
