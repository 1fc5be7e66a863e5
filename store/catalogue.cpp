#include "store/catalogue.h"

#include "store/columns.h"

namespace store {

std::vector<CatalogueListState> load_catalogue_lists(Database& db) {
  return db.sql().all(
      "SELECT url, chapter, fault, next_due, last_good FROM catalogue_list ORDER BY chapter, url",
      [](lib::Row& row) {
        CatalogueListState list;
        list.url = row.take<std::string>();
        list.chapter = row.take<unsigned>();
        list.fault = row.take<std::string>();
        list.next_due = take_instant(row);
        list.last_good = take_optional_instant(row);
        return list;
      });
}

std::vector<ListedTreaty> load_catalogue(Database& db) {
  return db.sql().all(
      "SELECT number, title, url, first_seen, last_seen FROM catalogue ORDER BY rowid",
      [](lib::Row& row) {
        ListedTreaty listed;
        listed.number = row.take<std::string>();
        listed.title = row.take<std::string>();
        listed.url = row.take<std::string>();
        listed.first_seen = take_instant(row);
        listed.last_seen = take_instant(row);
        return listed;
      });
}

void record_catalogue(Database& db, const CatalogueLook& look, treaty::Instant at) {
  const CatalogueListState& list = look.list;
  db.sql().run(
      "INSERT INTO catalogue_list (url, chapter, fault, next_due, last_good) "
      "VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET chapter = excluded.chapter, "
      "fault = excluded.fault, next_due = excluded.next_due, last_good = excluded.last_good",
      list.url, list.chapter, list.fault, seconds(list.next_due), seconds(list.last_good));
  for (const auto& [number, title] : look.entries) {
    db.sql().run(
        "INSERT INTO catalogue (number, title, url, first_seen, last_seen) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (number) DO UPDATE SET title = excluded.title, url = excluded.url, "
        "last_seen = excluded.last_seen",
        number, title, list.url, seconds(at), seconds(at));
  }
}

}  // namespace store
