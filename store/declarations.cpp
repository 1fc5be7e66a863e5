#include "store/declarations.h"

#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "store/columns.h"

namespace store {
namespace {

treaty::HeldDeclaration read_declaration(lib::Row& row) {
  treaty::HeldDeclaration held{.id = row.take<std::int64_t>(), .declaration = {}};
  treaty::Declaration& declaration = held.declaration;
  declaration.section = row.take<std::string>();
  if (auto id = row.take<std::optional<std::string>>()) declaration.id.emplace(*std::move(id));
  declaration.participant = row.take<std::string>();
  declaration.heading = row.take<std::string>();
  declaration.text = row.take<std::string>();
  std::istringstream articles{row.take<std::string>()};
  for (std::string article; std::getline(articles, article);) {
    declaration.articles.push_back(article);
  }
  held.first_seen = take_instant(row);
  held.evidence = row.take<std::string>();
  held.superseded = take_optional_instant(row);
  held.superseded_by = row.take<std::optional<std::int64_t>>();
  return held;
}

std::int64_t add(Database& db, const std::string& treaty, const treaty::HeldDeclaration& held) {
  const treaty::Declaration& declaration = held.declaration;
  std::optional<std::string> id;
  if (declaration.id) id = declaration.id->str();
  std::string articles;
  for (const std::string& article : declaration.articles)
    articles += article + '\n';
  db.sql().run(
      "INSERT INTO declaration (treaty, section, participant, name, heading, content, articles, "
      "first_seen, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      treaty, declaration.section, id, declaration.participant, declaration.heading,
      declaration.text, articles, seconds(held.first_seen), held.evidence);
  return db.sql().last_insert_id();
}

}  // namespace

void load_declarations(Database& db, treaty::Record& record, std::int64_t until) {
  record.declarations = db.sql().all(
      "SELECT id, section, participant, name, heading, content, articles, first_seen, evidence, "
      "superseded, superseded_by FROM declaration WHERE treaty = ? AND first_seen <= ? ORDER BY id",
      read_declaration, record.number, until);
  for (treaty::HeldDeclaration& held : record.declarations) {
    if (held.superseded && seconds(*held.superseded) > until) {
      held.superseded.reset();
      held.superseded_by.reset();
    }
  }
  const auto taken = db.sql().value<std::int64_t>(
      "SELECT at FROM declarations_taken WHERE treaty = ? AND at <= ?", record.number, until);
  if (taken) record.declarations_taken = treaty::Instant{std::chrono::seconds{*taken}};
}

void record_declarations(Database& db, const StoreStep& step) {
  if (step.declarations_taken) {
    db.sql().run(
        "INSERT INTO declarations_taken (treaty, at) VALUES (?, ?) ON CONFLICT (treaty) DO NOTHING",
        step.treaty, seconds(step.at));
  }
  std::vector<std::int64_t> added;
  for (const treaty::HeldDeclaration& held : step.add_declarations) {
    added.push_back(add(db, step.treaty, held));
  }
  for (const Supersession& what : step.supersede_declarations) {
    std::optional<std::int64_t> by;
    if (what.by) by = added.at(*what.by);
    const auto changed = db.sql().run(
        "UPDATE declaration SET superseded = ?, superseded_by = ? "
        "WHERE id = ? AND treaty = ? AND superseded IS NULL",
        seconds(step.at), by, what.fact, step.treaty);
    if (changed != 1) {
      throw std::logic_error("declaration " + std::to_string(what.fact) +
                             " cannot be superseded: it is not held for " + step.treaty);
    }
  }
}

}  // namespace store
