#include "lib/sqlite.h"

#include <sqlite3.h>

namespace lib {
namespace {

constexpr int kBusyMilliseconds = 5000;

// To be opened as a file that nobody changes.
std::string immutable_uri(const std::string& file) {
  constexpr std::string_view kSpecial = "%?#";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : file) {
    if (kSpecial.find(c) == std::string_view::npos) {
      uri += c;
    } else {
      (uri += '%') += kHex[static_cast<unsigned char>(c) >> 4U];
      uri += kHex[static_cast<unsigned char>(c) & 15U];
    }
  }
  return uri + "?immutable=1";
}

[[noreturn]] void fail(sqlite3* connection, int code, const std::string& doing) {
  throw SqliteError(
      code,
      doing + ": " + (connection == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(connection)));
}

}  // namespace

SqliteError::SqliteError(int code, const std::string& what)
    : std::runtime_error(what), code_{code} {}

SqliteFault SqliteError::fault() const {
  constexpr int kPrimary = 0xFF;
  switch (code_ & kPrimary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return SqliteFault::busy;
    case SQLITE_FULL: return SqliteFault::full;
    case SQLITE_READONLY:
    case SQLITE_PERM: return SqliteFault::read_only;
    case SQLITE_INTERRUPT: return SqliteFault::interrupted;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return SqliteFault::corrupt;
    case SQLITE_IOERR: return SqliteFault::io;
    case SQLITE_CANTOPEN: return SqliteFault::cannot_open;
    case SQLITE_CONSTRAINT: return SqliteFault::constraint;
    default: return SqliteFault::other;
  }
}

bool Row::next_is_null() const {
  return sqlite3_column_type(statement_, column_) == SQLITE_NULL;
}

std::int64_t Row::take_integer() {
  if (sqlite3_column_type(statement_, column_) != SQLITE_INTEGER) {
    throw std::logic_error("column " + std::to_string(column_) +
                           " is no integer in: " + sqlite3_sql(statement_));
  }
  return sqlite3_column_int64(statement_, column_++);
}

std::string Row::take_text() {
  const int type = sqlite3_column_type(statement_, column_);
  if (type != SQLITE_TEXT && type != SQLITE_BLOB) {
    throw std::logic_error("column " + std::to_string(column_) +
                           " is no text in: " + sqlite3_sql(statement_));
  }
  const void* bytes = sqlite3_column_blob(statement_, column_);
  const int size = sqlite3_column_bytes(statement_, column_);
  ++column_;
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

void Row::expect_end() const {
  if (column_ != sqlite3_column_count(statement_)) {
    throw std::logic_error(std::string{"columns left unread in: "} + sqlite3_sql(statement_));
  }
}

void Sqlite::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}
void Sqlite::Close::operator()(sqlite3* connection) const {
  sqlite3_close_v2(connection);
}

Sqlite::Sqlite(const std::filesystem::path& file, SqliteAccess access) : file_{file.string()} {
  if (access == SqliteAccess::read_write) {
    open(file_, SQLITE_OPEN_READWRITE);
    return;
  }
  open(file_, SQLITE_OPEN_READONLY);
  // In WAL mode a reader shares an index with the writer. Where there is none, and no right to make
  // one, nobody has the database open, and the file alone is all of it.
  const int code = sqlite3_exec(connection_.get(), "SELECT count(*) FROM sqlite_schema", nullptr,
                                nullptr, nullptr);
  std::error_code ignored;
  if (code != SQLITE_OK && !std::filesystem::exists(file_ + "-shm", ignored)) {
    open(immutable_uri(file_), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  }
}

void Sqlite::open(const std::string& name, int flags) {
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &connection, flags, nullptr);
  connection_.reset(connection);
  if (code != SQLITE_OK) fail(connection, code, "opening " + file_);
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_busy_timeout(connection, kBusyMilliseconds);
  script("PRAGMA foreign_keys = ON");
}

void Sqlite::script(const std::string& statements) {
  const int code = sqlite3_exec(connection_.get(), statements.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    fail(connection_.get(), code, file_ + ": " + statements.substr(0, statements.find('\n')));
  }
}

std::int64_t Sqlite::last_insert_id() const {
  return sqlite3_last_insert_rowid(connection_.get());
}

bool Sqlite::in_transaction() const {
  return sqlite3_get_autocommit(connection_.get()) == 0;
}

std::int64_t Sqlite::changes() const {
  return sqlite3_changes64(connection_.get());
}

Sqlite::Use Sqlite::prepare(Sql sql, std::size_t arguments) {
  Kept& kept = kept_[sql.text()];
  if (!kept.statement) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_.get(), sql.text(), -1,
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) fail(connection_.get(), code, sql.text());
    kept.statement.reset(statement);
  }
  if (kept.busy) throw std::logic_error(std::string{"used inside itself: "} + sql.text());
  const int wanted = sqlite3_bind_parameter_count(kept.statement.get());
  if (static_cast<std::size_t>(wanted) != arguments) {
    throw std::logic_error("takes " + std::to_string(wanted) + " values, got " +
                           std::to_string(arguments) + ": " + sql.text());
  }
  return Use{*this, kept.statement.get(), kept.busy};
}

Sqlite::Use::Use(Sqlite& owner, sqlite3_stmt* statement, bool& busy)
    : owner_{owner}, statement_{statement}, busy_{busy} {
  busy_ = true;
}

Sqlite::Use::~Use() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  busy_ = false;
}

void Sqlite::Use::check(int code, const char* doing) {
  if (code == SQLITE_OK) return;
  fail(owner_.connection_.get(), code, std::string{doing} + ' ' + sqlite3_sql(statement_));
}

bool Sqlite::Use::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(owner_.connection_.get(), code, owner_.file_ + ": " + sqlite3_sql(statement_));
}

void Sqlite::Use::bind_null(int position) {
  check(sqlite3_bind_null(statement_, position), "binding in");
}

void Sqlite::Use::bind_integer(int position, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, position, value), "binding in");
}

void Sqlite::Use::bind_text(int position, std::string_view text) {
  // A null pointer would bind NULL, and the empty text is not NULL.
  const char* bytes = text.empty() ? "" : text.data();
  check(
      sqlite3_bind_text64(statement_, position, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8),
      "binding in");
}

void Sqlite::Use::bind_blob(int position, std::string_view bytes) {
  const char* data = bytes.empty() ? "" : bytes.data();
  check(sqlite3_bind_blob64(statement_, position, data, bytes.size(), SQLITE_TRANSIENT),
        "binding in");
}

Transaction::Transaction(Sqlite& sql) : sql_{sql} {
  sql_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  // SQLite may have rolled back by itself (disk full, I/O error); then there is nothing to end.
  if (!open_ || !sql_.in_transaction()) return;
  try {
    sql_.run("ROLLBACK");
  } catch (const SqliteError&) {
    // The connection rolls back when it is closed; the error that led here says more.
  }
}

void Transaction::commit() {
  sql_.run("COMMIT");
  open_ = false;
}

}  // namespace lib
