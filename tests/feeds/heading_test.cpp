#include "feeds/heading.h"

#include <string>
#include <vector>

#include "support/catch.h"

using feeds::meaning_of;
using feeds::read_heading;
using treaty::ActKind;

namespace {

std::vector<ActKind> kinds(const std::string& heading, const std::string& letter) {
  return meaning_of(read_heading(heading), letter).kinds;
}

}  // namespace

TEST_CASE("A date's kind follows from its letter and the column's heading") {
  struct Row {
    const char* heading;
    const char* letter;
    ActKind kind;
  };
  const auto row = GENERATE(values<Row>({
      {"Signature", "", ActKind::signature},
      {"Ratification, Acceptance(A), Approval(AA), Accession(a)", "", ActKind::ratification},
      {"Ratification, Acceptance(A), Approval(AA), Accession(a)", "A", ActKind::acceptance},
      {"Ratification, Acceptance(A), Approval(AA), Accession(a)", "AA", ActKind::approval},
      {"Accession(a), Succession(d), Ratification", "a", ActKind::accession},
      {"Signature, Succession to signature(d)", "d", ActKind::succession_to_signature},
      {"Succession(d), Consent to be bound(P)", "P", ActKind::consent_to_be_bound},
      {"Participation under articles 3 (2) and (3)(P), Ratification", "P", ActKind::participation},
      {"Participation under the Protocol of 11 April 1980(P)", "P", ActKind::participation},
      {"Provisional application(n)", "n", ActKind::provisional_application},
      {"Undertaking of provisional application under article 31", "",
       ActKind::provisional_application},
      {"Notification under article 7 (1) (b)", "", ActKind::notification},
      {"Signature, Signature ad referendum (s)", "s", ActKind::signature},
      {"Confirmation of signature ad referendum(C)", "C", ActKind::confirmation_of_signature},
      {"Acceptance by virtue of article 10 (1) of the Convention of 1923, as amended(A)", "A",
       ActKind::acceptance},
      {"Provisional acceptance/accession", "", ActKind::provisional_acceptance},
      {"Provisional application by virtue of signature, adoption of the Agreement or accession "
       "thereto, Provisional application by virtue of a notification (n)",
       "", ActKind::provisional_application},
      {"Simplified procedure(p), Definitive signature(s), Ratification", "p",
       ActKind::simplified_procedure},
      {"Acceptance(A)", "", ActKind::acceptance},
      {"Notifications under article 25", "", ActKind::notification},
      {"Undertaking to apply provisionally(n)", "n", ActKind::provisional_application},
      {"Ratification, Signature without reservation as to ratification(s)", "s",
       ActKind::definitive_signature},
      {"Ratification or accession(a)", "", ActKind::ratification},
      {"Ratification or accession(a)", "a", ActKind::accession},
      {"Ratification/Accession (a)", "a", ActKind::accession},
      {"Ratification, Accession(a) and Succession(d)", "a", ActKind::accession},
      {"Ratification, Accession(a) and Succession(d)", "d", ActKind::succession},
      {"Ratification Accession(a) Succession(d)", "", ActKind::ratification},
      {"Ratification Accession(a) Succession(d)", "a", ActKind::accession},
      {"Ratification Accession(a) Succession(d)", "d", ActKind::succession},
      {"Notification of acceptance(A)", "A", ActKind::notification},
      {"Date of deposit of the instrument of ratification, acceptance (A)", "",
       ActKind::ratification},
      {"Date of receipt of notification", "", ActKind::notification},
      {"Accession ( a ), Ratification", "a", ActKind::accession},
      {"Acceptance(A) / Definitive signature of the Protocol", "", ActKind::definitive_signature},
      {"RATIFICATION, ACCESSION(a)", "a", ActKind::accession},
      {"Notification of succession(d), Ratification", "d", ActKind::succession},
      {"Notification of undertaking to apply provisionally", "", ActKind::provisional_application},
      {"Signature without any reservation(s), Acceptance", "s", ActKind::definitive_signature},
      {"Ratification, Denunciation(D)", "", ActKind::ratification},
      {"Ratification, Acession(a)", "", ActKind::ratification},
      {"Signature not subject to ratification(s), Ratification", "s",
       ActKind::definitive_signature},
      {"Ratification - Accession(a)", "a", ActKind::accession},
      {"Ratification | Accession(a) | Succession(d)", "d", ActKind::succession},
  }));
  CAPTURE(row.heading, row.letter);
  CHECK(kinds(row.heading, row.letter) == std::vector{row.kind});
}

TEST_CASE("A date without a letter may be any kind of its heading that has none") {
  CHECK(kinds("Definitive signature of the Protocol, Acceptance of the Protocol, Accession(a)",
              "") == std::vector{ActKind::definitive_signature, ActKind::acceptance});
}

TEST_CASE("A letter that the heading does not explain is read by general use, and said") {
  const auto meaning = meaning_of(read_heading("Ratification"), "a");
  CHECK(meaning.kinds == std::vector{ActKind::accession});
  CHECK_FALSE(meaning.in_heading);
}

TEST_CASE("A phrase that names no act is kept as unread, and its letter is nobody else's") {
  const auto heading = read_heading("Ratification(r), Benediction(d)");
  REQUIRE(heading.unread.size() == 1);
  CHECK(heading.unread[0].text == "Benediction(d)");
  CHECK(meaning_of(heading, "d").kinds.empty());
  CHECK(meaning_of(heading, "a").kinds == std::vector{ActKind::accession});
  CHECK(meaning_of(read_heading("Benediction, Accession(a)"), "").kinds.empty());
}

TEST_CASE("Dates of what follows from acts, or ends them, are no acts, whatever their letter") {
  const auto* heading =
      GENERATE("Entry into force", "Date of entry into force", "Provisional entry into force",
               "Date of effect", "Effective date", "Denunciation", "Withdrawal (W)",
               "Notification of withdrawal", "Termination", "Date of receipt of the denunciation");
  CAPTURE(heading);
  CHECK_FALSE(read_heading(heading).of_acts);
  CHECK_FALSE(read_heading(heading).binds);
  CHECK(read_heading(heading).unread.empty());
  for (const char* letter : {"", "a", "d", "W"})
    CHECK(meaning_of(read_heading(heading), letter).kinds.empty());
}

TEST_CASE("Only columns of instruments make Parties, and only columns of signatures signatories") {
  CHECK(read_heading("Signature, Succession to signature(d)").signature);
  CHECK_FALSE(read_heading("Signature").binds);
  CHECK(read_heading("Application").binds);
  CHECK(read_heading("Definitive signature(s)").binds);
  CHECK_FALSE(read_heading("Definitive signature(s)").signature);
  CHECK(read_heading("Signature without reservation as to acceptance(s), Acceptance").binds);
  CHECK_FALSE(read_heading("Signature without reservation as to acceptance(s)").signature);
  CHECK(read_heading("Succession to signature(d), Signature").signature);
  CHECK_FALSE(read_heading("Succession to signature(d), Signature").binds);
  CHECK(read_heading("Notification of succession(d), Ratification").binds);
  for (const char* nobody :
       {"Provisional application(n)", "Undertaking of provisional application",
        "Notification under article 25", "Confirmation of signature(C)", "Extension"}) {
    CAPTURE(nobody);
    CHECK_FALSE(read_heading(nobody).binds);
  }
}

TEST_CASE("The letter of an act that nobody knows is no other act's") {
  for (const char* heading :
       {"Ratification, Acession(a)", "Ratification, Withdrawal(a)", "Acceptance, Rejection(a)",
        "Ratification, Act of confirmation(a)", "Signature, Initialling(a)"}) {
    CAPTURE(heading);
    const feeds::ColumnHeading read = read_heading(heading);
    REQUIRE(read.unread.size() == 1);
    CHECK(read.unread.front().letter == "a");
    CHECK(meaning_of(read, "a").kinds.empty());
    CHECK(meaning_of(read, "").kinds.size() == 1);
  }
}
