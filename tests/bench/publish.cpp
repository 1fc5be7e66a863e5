// publish FOLDER TREATIES: how long the public pages of that many treaties take to be written below
// FOLDER, and how many bytes they are; then a look that finds a deposit in one treaty, and looks
// that find nothing. The treaties are made up, the same ones in every run, with the participants of
// config/participants.toml. Each step goes the way of the service's publisher.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "daemon/config/participants_file.h"
#include "notify/site.h"

namespace {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr const char* kTree = TREATYD_SOURCE_DIR "/config";

/// The same numbers in every run.
class Numbers {
 public:
  unsigned below(unsigned limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<unsigned>((state_ >> 33U) % limit);
  }

 private:
  unsigned long long state_ = 42;
};

treaty::Day day(int year, unsigned month, unsigned of_month) {
  return treaty::Day::from_ymd(year, month, of_month).value();
}

treaty::Instant instant(treaty::Day on) {
  return treaty::Instant{on.sys_days() + std::chrono::hours{9}};
}

treaty::Event deposit(const std::string& number, const treaty::Standing& who, treaty::Day on) {
  treaty::Event event;
  event.id = number + ".deposit." + who.id->str() + ".ratification." + on.iso();
  event.kind = treaty::EventKind::deposit;
  event.treaty = number;
  event.participant = who.id;
  event.participant_name = who.name;
  event.act = treaty::ActKind::ratification;
  event.date = on;
  event.first_seen = instant(on);
  event.evidence = std::string(64, 'a');
  event.url = "https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=" + number;
  event.headline = who.name + " deposited its instrument of ratification";
  event.text = event.headline + " of the treaty on " + on.words() + ".";
  event.particulars["new"] = true;
  return event;
}

notify::SiteTreaty made_up(int n, const treaty::Participants& participants, Numbers& numbers) {
  constexpr const char* kChapters[] = {"IV", "X", "XI-A", "XVIII", "XXI", "XXVI", "XXVII"};
  notify::SiteTreaty entry;
  const std::string number = std::string{kChapters[n % 7]} + '-' + std::to_string(n + 100);
  treaty::Assessment a{.number = number,
                       .name = "Convention no. " + std::to_string(n) + " on what was agreed",
                       .today = day(2026, 11, 27),
                       .has_rule = true,
                       .instruments = 40,
                       .wait = "90 days"};
  for (const treaty::Participant& one : participants.all()) {
    if (one.nature != treaty::Nature::state || one.ceased || numbers.below(3) == 0) continue;
    treaty::Standing standing{.name = one.name, .id = one.id};
    standing.signed_on = day(1980 + static_cast<int>(numbers.below(40)), 1 + numbers.below(12), 5);
    if (numbers.below(static_cast<unsigned>(2 + n % 4)) == 0) {
      standing.act = treaty::ActKind::ratification;
      standing.deposited = *standing.signed_on;
      standing.counted = true;
      standing.in_force = *standing.signed_on + treaty::Days{2000};
      ++a.count;
    }
    ++a.signatures;
    a.participants.push_back(standing);
  }
  a.count_register = a.count;
  a.remaining = a.count < 40 ? 40 - a.count : 0;
  if (a.remaining == 0) {
    a.state = treaty::EifState::in_force;
    a.official = day(1985, 3, 1);
  }
  a.deadlines = {{"signature closes", day(2026, 12, 31), treaty::Days{34}}};
  a.explanation = {"The treaty asks for 40 instruments.", "So many are deposited."};
  for (int told = 0; told < 20; ++told) {
    const auto& who = a.participants[static_cast<std::size_t>(told * 3) % a.participants.size()];
    entry.events.push_back(
        deposit(number, who, day(2026, 1 + static_cast<unsigned>(told) % 10, 7)));
    entry.events.back().id += '.' + std::to_string(told);
  }
  entry.context.assessment = std::move(a);
  entry.context.last_good_check = instant(day(2026, 11, 27));
  entry.context.register_url = "https://treaties.un.org/x";
  entry.context.rule_source = "article 40";
  entry.since = instant(day(2026, 1, 1));
  return entry;
}

/// What one look makes of the pages.
class Bench {
 public:
  Bench(fs::path folder, notify::Site site, treaty::Participants participants)
      : folder_{std::move(folder)}, site_{std::move(site)}, participants_{std::move(participants)} {
    for (const char* language : {"en", "es", "fr"})
      pages_.emplace_back(std::string{kTree} + "/templates", language);
    for (const notify::SitePages& one : pages_)
      site_.editions.push_back(one.edition());
  }

  notify::SiteTreaty& treaty(std::size_t n) { return site_.treaties.at(n); }

  void look(std::size_t n, notify::FrontParts& due) {
    notify::SiteTreaty& entry = site_.treaties[n];
    for (const notify::SitePages& pages : pages_) {
      pages.tell(entry);
      for (const std::string& path : write(pages.treaty_files(site_, entry, participants_))) {
        if (path.ends_with("/participants.csv")) due.participants = true;
      }
    }
  }

  void front(notify::FrontParts due) {
    for (const notify::SitePages& pages : pages_)
      write(pages.front_files(site_, participants_, due));
  }

  /// Prints the line of a step that took so long, and begins the next.
  void report(const char* what, Clock::duration took, double processor) {
    const double seconds = std::chrono::duration<double>(took).count();
    std::printf("%-46s %7.2f s, %6.2f s of a processor %6zu files %7.2f MB written\n", what,
                seconds, processor, files_, static_cast<double>(bytes_) / 1e6);
    files_ = 0;
    bytes_ = 0;
  }

 private:
  std::vector<std::string> write(const notify::SitePages::Files& files) {
    std::vector<std::string> written = notify::publish(files, folder_.string());
    files_ += written.size();
    for (const std::string& path : written)
      bytes_ += files.at(path).size();
    return written;
  }

  fs::path folder_;
  notify::Site site_;
  treaty::Participants participants_;
  std::vector<notify::SitePages> pages_;
  std::size_t files_ = 0;
  std::size_t bytes_ = 0;
};

long peak_memory() {
  std::FILE* status = std::fopen("/proc/self/status", "r");
  long kib = 0;
  char line[256];
  while (status != nullptr && std::fgets(line, sizeof line, status) != nullptr)
    if (std::sscanf(line, "VmHWM: %ld", &kib) == 1) break;
  if (status != nullptr) std::fclose(status);
  return kib / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int count = std::atoi(argv[2]);
  std::vector<service::ConfigError> errors;
  auto participants =
      service::read_participants_file(std::string{kTree} + "/participants.toml", errors);
  if (!participants || count <= 0) return 1;
  Numbers numbers;
  notify::Site site{.title = "Treaty watch",
                    .author = {},
                    .domain = "treatyd.example",
                    .since = day(2026, 1, 1),
                    .base_url = "https://treatyd.example",
                    .editions = {},
                    .treaties = {},
                    .meetings = {},
                    .map = {}};
  for (int n = 0; n < count; ++n)
    site.treaties.push_back(made_up(n, *participants, numbers));
  Bench bench{argv[1], std::move(site), *std::move(participants)};

  const auto timed = [&](const char* what, const auto& step) {
    const auto began = Clock::now();
    const std::clock_t used = std::clock();
    step();
    bench.report(what, Clock::now() - began,
                 static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC);
  };
  timed("everything, for the first time", [&] {
    notify::FrontParts due;
    for (std::size_t n = 0; n < static_cast<std::size_t>(count); ++n)
      bench.look(n, due);
    bench.front(due);
  });
  timed("everything again, unchanged (a restart)", [&] {
    notify::FrontParts due;
    for (std::size_t n = 0; n < static_cast<std::size_t>(count); ++n)
      bench.look(n, due);
    bench.front(due);
  });
  timed("a look that finds a deposit in one treaty", [&] {
    notify::SiteTreaty& entry = bench.treaty(7);
    treaty::Standing& who = entry.context.assessment->participants.front();
    who.deposited = day(2026, 11, 26);
    who.act = treaty::ActKind::ratification;
    entry.events.push_back(deposit(entry.context.assessment->number, who, *who.deposited));
    notify::FrontParts due{.feeds = true, .participants = false};
    bench.look(7, due);
    bench.front(due);
  });
  timed("a look that finds nothing, a minute later", [&] {
    *bench.treaty(8).context.last_good_check += std::chrono::minutes{1};
    notify::FrontParts due{.feeds = false, .participants = false};
    bench.look(8, due);
    bench.front(due);
  });
  timed("a look that finds nothing, within that minute", [&] {
    notify::FrontParts due{.feeds = false, .participants = false};
    bench.look(8, due);
    bench.front(due);
  });
  std::printf("memory at most: %ld MiB\n", peak_memory());
}
