#include "notify/message.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "lib/plain_text.h"
#include "notify/samples.h"
#include "support/catch.h"

using namespace tests;
using treaty::Event;
using treaty::EventKind;

namespace {

notify::Templates english() {
  return {TREATYD_SOURCE_DIR "/config/templates", "en"};
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The text with its line breaks folded, to look for sentences.
std::string flowed(const std::string& text) {
  return lib::one_line(text, 100'000);
}

int times(const std::string& text, const std::string& part) {
  int n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++n;
  return n;
}

}  // namespace

TEST_CASE("a notice says the fact first, then count, date, meaning, source and reason",
          "[message]") {
  const std::vector<Event> events = {deposit("FRA", "France", 3)};
  const notify::Message message = english().compose(events, context_at(3), reason());
  INFO(message.text);
  CHECK(message.subject ==
        "France deposited its instrument of ratification of the UN Convention against Cybercrime "
        "(3 of 40)");
  const std::string text = flowed(message.text);
  const std::vector<std::string> parts = {
      "France deposited its instrument of ratification of the UN Convention against Cybercrime on "
      "2 "
      "November 2026.",
      "By the treaty's own rule: 3 of 40 instruments; 37 more are needed.",
      "In the register: 4 Parties. The register counts the European Union, whose instrument is not "
      "additional.",
      "Signatures: 76.",
      "Entry into force: No date yet",
      "Signature closes: 31 December 2026.",
      "WHAT IT MEANS With the deposit",
      "WHAT IT DOES NOT MEAN One deposit does not bring the treaty into force",
      "https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XVIII-16",
      "The rule: A/RES/79/243",
      "Last checked: 3 November 2026, 09:00 UTC.",
      "You get this because you follow every event of XVIII-16.",
      "Your note: for our monthly letter",
      "To leave, write to leave@treatyd.example.org with the subject \"leave anna\"."};
  std::size_t from = 0;
  for (const std::string& part : parts) {
    INFO(part);
    const std::size_t at = text.find(part, from);
    REQUIRE(at != std::string::npos);
    from = at;
  }
  CHECK(text.starts_with("France deposited"));
}

TEST_CASE("no line of the text is longer than 72 columns but for addresses", "[message]") {
  const std::vector<Event> events = {deposit("FRA", "France", 3)};
  const notify::Message message = english().compose(events, context_at(3), reason());
  std::istringstream lines{message.text};
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK((lib::characters(line) <= 72 || holds(line, "https://")));
  }
}

TEST_CASE("both forms carry the same words", "[message]") {
  const std::vector<Event> events = {deposit("FRA", "France", 3)};
  const notify::Message message = english().compose(events, context_at(3), reason());
  for (const char* part : {"3 of 40 instruments; 37 more are needed.", "4 Parties.",
                           "A vote in parliament or an announcement is not a deposit",
                           "Only the depositary's record is authoritative."}) {
    INFO(part);
    CHECK(holds(flowed(message.text), part));
    CHECK(holds(message.html, part));
  }
  CHECK(holds(message.html, "src=TREATY&amp;mtdsg_no=XVIII-16"));
  CHECK_FALSE(holds(message.html, "<img"));
  CHECK_FALSE(holds(message.html, "url("));
}

TEST_CASE("what one step made is one notice, the weightiest first", "[message]") {
  std::vector<Event> events = {deposit("FRA", "France", 40), deposit("QAT", "Qatar", 40)};
  events.push_back(told(EventKind::milestone_threshold, "40.2026-11-02",
                        "Threshold reached: 40 instruments deposited",
                        "The 40 instruments were deposited by 2 November 2026."));
  events.push_back(told(EventKind::eif_computed, "2027-01-31",
                        "Computed: enters into force on 31 January 2027",
                        "It enters into force on 31 January 2027."));
  const notify::Message message = english().compose(events, context_at(40), reason());
  INFO(message.text);
  CHECK(message.subject == "Threshold reached: 40 instruments deposited");
  const std::string text = flowed(message.text);
  CHECK(text.find("by 2 November 2026.") < text.find("enters into force on 31 January"));
  CHECK(text.find("enters into force on 31 January") < text.find("France deposited"));
  CHECK(holds(text,
              "31 January 2027, computed from the treaty's rule (2 November 2026 and 90 "
              "days). The depositary has not printed a date yet."));
  CHECK(holds(text, "40 instruments count; the 40 that are needed were reached on 2 November"));
  CHECK(times(text, "By the treaty's own rule 40 of 40") == 1);
}

TEST_CASE("a burst of acts becomes a list under one subject", "[message]") {
  std::vector<Event> events;
  for (const char* name : {"Albania", "France", "Qatar", "Yemen", "Zambia"})
    events.push_back(deposit("FRA", name, 8));
  const notify::Message message = english().compose(events, context_at(8), reason());
  INFO(message.text);
  CHECK(message.subject ==
        "5 instruments deposited for the UN Convention against Cybercrime (8 of 40)");
  CHECK(holds(message.text, "- Zambia: ratification, 2 November 2026\n"));
  CHECK(times(message.html, "<li") == 5);
}

TEST_CASE("every kind of event has words for what it means", "[message]") {
  for (int i = 0; i <= static_cast<int>(EventKind::heartbeat); ++i) {
    const auto kind = static_cast<EventKind>(i);
    if (treaty::is_for_operator(kind) || kind == EventKind::heartbeat) continue;
    const std::vector<Event> events = {told(kind, "x", "Something happened", "It happened.")};
    const notify::Message message = english().compose(events, context_at(3), reason());
    INFO(treaty::name_of(kind));
    CHECK(holds(message.text, "WHAT IT MEANS\n"));
    const bool retraction = kind == EventKind::notice_retracted;
    CHECK(holds(message.text, "WHAT IT DOES NOT MEAN\n") == !retraction);
    CHECK_FALSE(holds(message.text, "\n\n\n"));
    CHECK_FALSE(holds(message.text + message.html, "{{"));
  }
}

TEST_CASE("every state of the date has its own words", "[message]") {
  using treaty::EifState;
  notify::Context context = context_at(40);
  const auto words_in = [&](EifState state) {
    context.assessment->state = state;
    const std::vector<Event> events = {deposit("FRA", "France", 40)};
    return flowed(english().compose(events, context, reason()).text);
  };
  CHECK(holds(words_in(EifState::contested), "Contested (31 January 2027 by the rule)"));
  CHECK(holds(words_in(EifState::provisional), "Applied provisionally"));
  CHECK(holds(words_in(EifState::ended), "No longer in force."));
  context.assessment->official = day("2027-02-01");
  context.assessment->agree = false;
  CHECK(holds(words_in(EifState::official),
              "1 February 2027, official: the depositary has printed "
              "this date. The rule gives 31 January 2027; the "
              "depositary's date stands."));
  context.assessment->agree = true;
  CHECK(holds(words_in(EifState::in_force), "In force since 1 February 2027. "));
}

TEST_CASE("without a rule no count toward entry into force is given", "[message]") {
  notify::Context context = context_at(3);
  context.assessment->has_rule = false;
  const std::vector<Event> events = {deposit("FRA", "France", 3)};
  const std::string text = flowed(english().compose(events, context, reason()).text);
  CHECK(holds(text, "No rule for this treaty's entry into force is on file here"));
  CHECK(holds(text, "In the register: 4 Parties."));
}

TEST_CASE("hostile names come out harmless in both forms", "[message]") {
  const std::string hostile =
      "<script>alert(1)</script>\r\nBcc: x@example.org\xE2\x80\xAE \xFF" + std::string(400, 'W');
  std::vector<Event> events = {deposit("FRA", hostile.c_str(), 3)};
  events[0].url = "javascript:alert(1)";
  notify::Reason why = reason();
  why.note = hostile;
  const notify::Message message = english().compose(events, context_at(3), why);
  CHECK_FALSE(holds(message.subject, "\n"));
  CHECK_FALSE(holds(message.text, "\nBcc"));
  CHECK_FALSE(holds(message.text, "\xE2\x80\xAE"));
  CHECK_FALSE(holds(message.html, "<script"));
  CHECK(holds(message.html, "&lt;script&gt;"));
  CHECK_FALSE(holds(message.html, "javascript:"));
  CHECK(lib::characters(message.subject) <= 200);
}

TEST_CASE("an event about the service tells of no treaty", "[message]") {
  Event event = told(EventKind::source_broken, "x", "Cannot read the source", "It is down.");
  event.treaty.clear();
  const std::vector<Event> events = {event};
  const notify::Message message = english().compose(events, {}, reason());
  CHECK(message.subject == "Cannot read the source");
  CHECK_FALSE(holds(message.text, "STANDS"));
  CHECK(holds(message.text, "Not yet checked."));
}

TEST_CASE("a faulty template is named with file and line", "[message]") {
  CHECK_THROWS_WITH(notify::Templates("/nonexistent", "en"),
                    Catch::Contains("/nonexistent/en/count.mustache"));
}
