#include "store/newsletters.h"

#include "store/columns.h"

namespace store {
namespace {

Issue read_issue(lib::Row& row) {
  Issue issue;
  issue.newsletter = row.take<std::string>();
  issue.number = row.take<int>();
  issue.after = row.take<std::int64_t>();
  issue.until = row.take<std::int64_t>();
  issue.made_at = take_instant(row);
  const auto today = row.take<std::string>();
  issue.today = known(treaty::Day::from_iso(today), today);
  return issue;
}

void read_treaties(Database& db, Issue& issue) {
  issue.treaties = db.sql().all(
      "SELECT treaty, checked FROM newsletter_treaty WHERE newsletter = ? AND number = ? "
      "ORDER BY place",
      [](lib::Row& row) {
        auto number = row.take<std::string>();
        auto checked = take_optional_instant(row);
        return std::pair{std::move(number), checked};
      },
      issue.newsletter, issue.number);
}

}  // namespace

std::optional<Issue> find_issue(Database& db, std::string_view newsletter, int number) {
  auto issue = db.sql().first(
      "SELECT newsletter, number, after, until, made_at, today FROM newsletter_issue "
      "WHERE newsletter = ? AND number = ?",
      read_issue, newsletter, number);
  if (issue) read_treaties(db, *issue);
  return issue;
}

std::optional<Issue> last_issue(Database& db, std::string_view newsletter) {
  const auto number = db.sql().value<std::optional<int>>(
      "SELECT max(number) FROM newsletter_issue WHERE newsletter = ?", newsletter);
  if (!number || !*number) return std::nullopt;
  return find_issue(db, newsletter, **number);
}

void keep_issue(Database& db, const Issue& issue) {
  lib::Transaction transaction{db.sql()};
  db.sql().run(
      "INSERT INTO newsletter_issue (newsletter, number, after, until, made_at, today) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      issue.newsletter, issue.number, issue.after, issue.until, seconds(issue.made_at),
      issue.today.iso());
  std::int64_t place = 0;
  for (const auto& [number, checked] : issue.treaties) {
    db.sql().run(
        "INSERT INTO newsletter_treaty (newsletter, number, place, treaty, checked) "
        "VALUES (?, ?, ?, ?, ?)",
        issue.newsletter, issue.number, ++place, number, seconds(checked));
  }
  transaction.commit();
}

}  // namespace store
