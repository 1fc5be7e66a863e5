#include "notify/digest.h"

#include <string>
#include <tuple>
#include <vector>

#include "lib/json.h"
#include "lib/plain_text.h"
#include "notify/every_event.h"
#include "notify/samples.h"
#include "support/catch.h"

using namespace tests;
using notify::DigestFormat;
using treaty::EventKind;

namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

notify::Digest issue(std::vector<treaty::Event> events, int count = 3) {
  notify::DigestTreaty entry{"XVIII-16", context_at(count), std::move(events), {}};
  entry.context.register_url = "https://treaties.un.org/x?a=1&b=2";
  return {.title = "Treaty watch, November 2026",
          .since = instant("2026-10-01"),
          .until = instant("2026-11-03"),
          .treaties = {std::move(entry)}};
}

std::string written(const notify::Digest& digest, DigestFormat format = DigestFormat::text) {
  const std::string text =
      notify::Digests{TREATYD_SOURCE_DIR "/config/templates", "en"}.write(digest, format);
  return format == DigestFormat::text ? lib::one_line(text, 100'000) : text;
}

treaty::Event dated(EventKind kind, const char* tail, const char* headline, const char* text,
                    const char* date) {
  treaty::Event event = told(kind, tail, headline, text);
  event.date = day(date);
  return event;
}

std::vector<treaty::Event> month() {
  std::vector<treaty::Event> events = {deposit("QAT", "Qatar", 3), deposit("FRA", "France", 3)};
  events[1].date = day("2026-10-20");
  treaty::Event signature =
      dated(EventKind::signature, "YEM", "Yemen signed", "Yemen signed.", "2026-10-12");
  signature.participant_name = "Yemen";
  signature.act = treaty::ActKind::signature;
  events.push_back(signature);
  events.push_back(told(EventKind::source_broken, "x", "Broken", "Broken."));
  return events;
}

}  // namespace

TEST_CASE("an issue tells what happened, the state of play and what comes next", "[digest]") {
  const std::string text = written(issue(month()));
  INFO(text);
  const std::vector<std::string> parts = {
      "Treaty watch, November 2026",
      "UN Convention against Cybercrime (XVIII-16)",
      "2 instruments were deposited: France (ratification, 20 October 2026) and Qatar "
      "(ratification, 2 November 2026).",
      "One signature was added: Yemen (12 October 2026).",
      "State of play, 3 November 2026, 09:00 UTC",
      "By the treaty's own rule: 3 of 40 instruments; 37 more are needed.",
      "In the register: 4 Parties.",
      "What comes next - 31 December 2026: signature closes.",
      "Source: https://treaties.un.org/x?a=1&b=2"};
  std::size_t from = 0;
  for (const std::string& part : parts) {
    INFO(part);
    const std::size_t at = text.find(part, from);
    REQUIRE(at != std::string::npos);
    from = at;
  }
  CHECK_FALSE(holds(text, "Broken"));
}

TEST_CASE("an issue without news says so", "[digest]") {
  CHECK(holds(written(issue({})),
              "No new act was recorded between 1 October 2026 and 3 November 2026."));
  notify::Digest first = issue({});
  first.since.reset();
  CHECK(holds(written(first), "No new act was recorded up to 3 November 2026."));
}

TEST_CASE("an issue of a record that was not read says that, and gives no figures", "[digest]") {
  notify::Digest digest = issue({});
  notify::Context& context = digest.treaties[0].context;
  const auto silent = [&](const char* sentence) {
    for (const auto format : {DigestFormat::text, DigestFormat::markdown, DigestFormat::html}) {
      const std::string text = lib::one_line(written(digest, format), 100'000);
      INFO(text);
      CHECK(holds(text, sentence));
      CHECK_FALSE(holds(text, "No new act"));
      CHECK_FALSE(holds(text, "of 40"));
      CHECK_FALSE(holds(text, "What comes next"));
    }
    const auto json = lib::json::parse(written(digest, DigestFormat::json)).at("treaties").at(0);
    CHECK(json.at("read") == false);
    CHECK(json.at("state").is_null());
  };
  context.watched_since = instant("2026-11-04");
  digest.past = true;
  silent("had not been read here by 3 November 2026: nothing can be said of it.");
  digest.past = false;
  context.last_good_check.reset();
  context.stale = true;
  silent("has not been read here yet: nothing can be said of it.");
}

TEST_CASE("an issue of a record that can no longer be read says since when", "[digest]") {
  notify::Digest digest = issue({});
  digest.treaties[0].context.stale = true;
  digest.treaties[0].context.last_good_check = instant("2026-10-05");
  const std::string quiet = written(digest);
  CHECK(holds(quiet,
              "No new act was on the record when it was last read, on 5 October 2026, 09:00 UTC. "
              "What has happened since is not known here."));
  CHECK_FALSE(holds(quiet, "between 1 October"));
  digest.treaties[0].events = month();
  CHECK(holds(written(digest),
              "The record was last read on 5 October 2026, 09:00 UTC: what has happened since is "
              "not known here."));
}

TEST_CASE("an issue says where the record was first read within its period", "[digest]") {
  notify::Digest digest = issue({});
  digest.treaties[0].context.watched_since = instant("2026-10-20");
  CHECK(holds(written(digest),
              "No new act was recorded since 20 October 2026, when the record was first read "
              "here."));
  digest.treaties[0].events = month();
  CHECK(holds(written(digest), "The record has been read here since 20 October 2026 only"));
  digest.treaties[0].context.watched_since = instant("2026-09-20");
  CHECK_FALSE(holds(written(digest), "20 September"));
}

TEST_CASE("an issue of a past period dates its state of play", "[digest]") {
  notify::Digest digest = issue(month());
  digest.past = true;
  CHECK(holds(written(digest), "State of play on 3 November 2026 - By the treaty's own rule"));
  CHECK_FALSE(holds(written(digest), "09:00 UTC"));
}

TEST_CASE("an issue tells nothing as if it were the day itself", "[digest]") {
  treaty::Event entry = dated(EventKind::eif_today, "d", "In force today: the UN Convention",
                              "Today, 2 November 2026, the UN Convention enters into force. By the "
                              "treaty's own rule 40 instruments are deposited.",
                              "2026-11-02");
  entry.particulars = {{"today", true}};
  const std::string text = written(issue({entry}, 40));
  INFO(text);
  CHECK(
      holds(text, "On 2 November 2026 the UN Convention entered into force. By the treaty's own"));
  CHECK_FALSE(holds(text, "Today"));
  const notify::Digests french{TREATYD_SOURCE_DIR "/config/templates", "fr"};
  CHECK_FALSE(holds(french.write(issue({entry}, 40), DigestFormat::text), "aujourd'hui"));
}

TEST_CASE("once the number is reached an issue counts no longer what is to go", "[digest]") {
  const treaty::Event count = told(EventKind::milestone_count, "39",
                                   "One to go: 39 of 40 instruments deposited", "39 of 40.");
  treaty::Event threshold = dated(EventKind::milestone_threshold, "40.2026-11-02", "Reached",
                                  "The 40 instruments were deposited.", "2026-11-02");
  threshold.entry_into_force = day("2027-01-31");
  const treaty::Event computed =
      dated(EventKind::eif_computed, "2027-01-31", "Computed", "Computed only.", "2027-01-31");
  const std::string text = written(issue({count, threshold, computed}, 40));
  INFO(text);
  CHECK(holds(text, "The 40 instruments were deposited."));
  CHECK_FALSE(holds(text, "39 of 40"));
  CHECK_FALSE(holds(text, "Computed only"));
  const std::string alone = written(issue({count}, 40));
  INFO(alone);
  CHECK(holds(alone, "39 of 40 instruments deposited."));
  CHECK_FALSE(holds(alone, "One to go"));
}

TEST_CASE("what was told and corrected within one issue is printed once", "[digest]") {
  std::vector<treaty::Event> events = month();
  treaty::Event correction =
      told(EventKind::fact_corrected, "QAT", "C", "Qatar's date is now 1 November 2026.");
  correction.corrects = events[0].id;
  events.push_back(correction);
  const std::string text = written(issue(events));
  CHECK(holds(text, "One instrument was deposited: France"));
  CHECK(holds(text, "Qatar's date is now 1 November 2026."));
  CHECK_FALSE(holds(text, "Corrections to earlier issues"));

  treaty::Event retraction = told(EventKind::notice_retracted, "FRA", "R", "It was wrong.");
  retraction.corrects = events[1].id;
  events.push_back(retraction);
  const std::string after = written(issue(events));
  CHECK_FALSE(holds(after, "France"));
  CHECK_FALSE(holds(after, "It was wrong."));
}

TEST_CASE("what an earlier issue printed wrongly is corrected by name", "[digest]") {
  treaty::Event retraction = told(EventKind::notice_retracted, "FRA", "R", "It was wrong.");
  retraction.corrects = "XVIII-16.deposit.FRA.older";
  const std::string text = written(issue({retraction}));
  CHECK(holds(text, "Corrections to earlier issues - It was wrong."));
}

TEST_CASE("a computed date that became official in the same issue is told once", "[digest]") {
  const std::vector<treaty::Event> events = {
      dated(EventKind::eif_computed, "c", "C", "Computed only.", "2027-01-31"),
      dated(EventKind::eif_official, "o", "O", "The depositary prints the date.", "2027-01-31")};
  const std::string text = written(issue(events, 40));
  CHECK(holds(text, "The depositary prints the date."));
  CHECK_FALSE(holds(text, "Computed only."));
  CHECK(holds(text, "- 31 January 2027: entry into force (computed)."));
}

TEST_CASE("of several counts the last is told, by its headline", "[digest]") {
  const std::vector<treaty::Event> events = {
      told(EventKind::milestone_count, "1", "First of 40", "1 of 40; 39 more."),
      told(EventKind::milestone_count, "10", "10 of 40 instruments deposited", "10 of 40.")};
  const std::string text = written(issue(events));
  CHECK(holds(text, "10 of 40 instruments deposited."));
  CHECK_FALSE(holds(text, "First of 40"));
  CHECK_FALSE(holds(text, "39 more"));
}

TEST_CASE("Markdown and HTML carry the same issue in their own forms", "[digest]") {
  const std::string markdown = written(issue(month()), DigestFormat::markdown);
  INFO(markdown);
  CHECK(markdown.starts_with("# Treaty watch, November 2026\n\n## UN Convention against"));
  CHECK(holds(markdown,
              "\n### State of play, 3 November 2026, 09:00 UTC\n\n- **By the treaty's "
              "own rule:** 3 of 40"));
  CHECK(holds(markdown, "Source: <https://treaties.un.org/x?a=1&b=2>"));
  CHECK_FALSE(holds(markdown, "\n\n\n"));
  const std::string html = written(issue(month()), DigestFormat::html);
  CHECK(holds(html, "<p>2 instruments were deposited: France"));
  CHECK(holds(html, "href=\"https://treaties.un.org/x?a=1&amp;b=2\""));
}

TEST_CASE("an issue as JSON carries the events by section", "[digest]") {
  const auto json = lib::json::parse(written(issue(month()), DigestFormat::json));
  CHECK(json.at("since") == "2026-10-01T09:00:00Z");
  const auto& entry = json.at("treaties").at(0);
  CHECK(entry.at("deposits").as_array().size() == 2);
  CHECK(entry.at("deposits").at(0).at("participant").at("name") == "France");
  CHECK(entry.at("state").at("count") == "3 of 40 instruments; 37 more are needed.");
}

TEST_CASE("hostile names come out harmless in every form of an issue", "[digest]") {
  const std::string hostile = "<script>x</script> *b* [a](javascript:x)\r\n# H\xFF";
  std::vector<treaty::Event> events = {deposit("FRA", hostile.c_str(), 3)};
  const std::string html = written(issue(events), DigestFormat::html);
  CHECK_FALSE(holds(html, "<script"));
  const std::string markdown = written(issue(events), DigestFormat::markdown);
  CHECK(holds(markdown, "\\<script\\>x\\</script\\> \\*b\\* \\[a\\](javascript:x) \\# H"));
  CHECK_FALSE(holds(markdown, "\n# H"));
  CHECK_NOTHROW(lib::json::parse(written(issue(events), DigestFormat::json)));
}

TEST_CASE("an issue is written in the language of the newsletter", "[digest]") {
  using treaty::ChangeKind;
  std::vector<treaty::Event> events = told_of(
      change(ChangeKind::added, {}, act(treaty::ActKind::accession, "2026-10-20"), "QAT", "Qatar"),
      1, 2);
  append(events,
         told_of(change(ChangeKind::added, {}, act(treaty::ActKind::ratification, "2026-11-01")), 2,
                 3));
  append(events, told_of(change(ChangeKind::added, {},
                                act(treaty::ActKind::signature, "2026-10-12"), "ITA", "Italy"),
                         3, 3));
  const auto in = [&](const char* language, DigestFormat format) {
    return notify::Digests{TREATYD_SOURCE_DIR "/config/templates", language}.write(issue(events),
                                                                                   format);
  };
  const std::string french = lib::one_line(in("fr", DigestFormat::text), 100'000);
  INFO(french);
  for (const char* part :
       {"Convention des Nations Unies contre la cybercriminalité (XVIII-16)",
        "2 instruments ont été déposés\u202F: Qatar (adhésion, 20 octobre 2026) et France "
        "(ratification, 1er novembre 2026).",
        "Une signature s'est ajoutée\u202F: Italie (12 octobre 2026).",
        "État des lieux, 3 novembre 2026, 09 h 00 (UTC)",
        "Instruments comptés selon la clause du traité\u202F: 3 instruments sur 40\u202F; il en "
        "manque 37.",
        "- 31 décembre 2026\u202F: clôture de la signature.",
        "Traduction non relue par un traducteur."}) {
    INFO(part);
    CHECK(holds(french, part));
  }
  const std::string spanish = in("es", DigestFormat::markdown);
  CHECK(holds(spanish,
              "Se depositaron 2 instrumentos: Qatar (adhesión, 20 de octubre de 2026) y "
              "Francia (ratificación, 1 de noviembre de 2026)."));
  CHECK(holds(spanish, "Se añadió una firma: Italia (12 de octubre de 2026)."));
  CHECK(holds(spanish, "- **31 de diciembre de 2026:** cierre de la firma."));
  const auto json = lib::json::parse(in("es", DigestFormat::json));
  CHECK(json.at("language") == "es");
  CHECK(json.at("treaties").at(0).at("state").at("count") == "3 instrumentos de 40; faltan 37.");
}

TEST_CASE("what an issue has in English alone is marked in HTML", "[digest]") {
  const notify::Digests french{TREATYD_SOURCE_DIR "/config/templates", "fr"};
  notify::Digest digest = issue({told(EventKind::eif_contested, "x", "Old", "Told long ago.")});
  CHECK(holds(french.write(digest, DigestFormat::html),
              "<p><span lang=\"en\">Told long ago.</span></p>"));
  CHECK(holds(french.write(digest, DigestFormat::markdown), "\nTold long ago.\n"));
}

TEST_CASE("formats have names", "[digest]") {
  CHECK(notify::digest_format_from_name("md") == DigestFormat::markdown);
  CHECK_FALSE(notify::digest_format_from_name("pdf").has_value());
}

TEST_CASE("an issue names the treaty's meetings that lie ahead, in every format", "[digest]") {
  notify::Digest digest = issue({});
  digest.treaties[0].meetings = {
      {"XVIII-16", "Session on the rules", "Vienna", "", day("2026-12-01"), day("2026-12-03")},
      {"XVIII-16", "It is over", "", "", day("2026-10-01"), day("2026-10-01")},
      {"IV-4", "Of another treaty", "", "", day("2026-12-01"), day("2026-12-01")}};
  for (const auto format : {DigestFormat::text, DigestFormat::markdown, DigestFormat::html}) {
    const std::string text = written(digest, format);
    CHECK(holds(text, "Session on the rules, Vienna (until 3 December 2026)."));
    CHECK(holds(text, "1 December 2026:"));
    CHECK_FALSE(holds(text, "It is over"));
    CHECK_FALSE(holds(text, "Of another treaty"));
  }
}

TEST_CASE("those for whom it enters into force on one day stand in one line", "[digest]") {
  notify::Digest digest = issue({}, 40);
  for (const auto& [id, name, date] :
       {std::tuple{"CHN", "China", "2027-02-23"}, std::tuple{"NOR", "Norway", "2027-02-23"},
        std::tuple{"MLT", "Malta", "2027-02-24"}}) {
    digest.treaties[0].context.assessment->participants.push_back(
        {.name = name, .id = treaty::ParticipantId{id}, .in_force = day(date)});
  }
  CHECK(holds(written(digest),
              "- 23 February 2027: in force for China and Norway. - 24 February 2027: in force for "
              "Malta."));
  const notify::Digests french{TREATYD_SOURCE_DIR "/config/templates", "fr"};
  const std::string text = lib::one_line(french.write(digest, DigestFormat::text), 100'000);
  CHECK(holds(text, "à l'égard de Parties (Chine et Norvège)."));
  CHECK(holds(text, "à l'égard d'une Partie (Malte)."));
}
