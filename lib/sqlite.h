#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// The one wrapper of SQLite, a thin layer over the C API; <sqlite3.h> is included in sqlite.cpp
// alone. A connection belongs to one thread.

struct sqlite3;
struct sqlite3_stmt;

namespace lib {

/// What a caller may want to tell apart; everything else is `other`.
enum class SqliteFault {
  busy,         ///< another process holds the lock, and went on holding it for the busy time
  full,         ///< the disk, or the permitted number of pages, is exhausted
  read_only,    ///< the file or its folder may not be written
  interrupted,  ///< sqlite3_interrupt
  corrupt,      ///< damaged, or no database at all
  io,           ///< the operating system failed to read, write or sync
  cannot_open,
  constraint,  ///< UNIQUE, NOT NULL, CHECK, FOREIGN KEY, a trigger's RAISE
  other,
};

/// A broken environment or a broken rule, with SQLite's own message and what was being done.
class SqliteError : public std::runtime_error {
 public:
  /// `code` is SQLite's extended result code.
  SqliteError(int code, const std::string& what);
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] SqliteFault fault() const;

 private:
  int code_;
};

/// A statement known at compile time: text that was put together at run time does not convert, so
/// that values can only be bound.
class Sql {
 public:
  consteval Sql(const char* text) : text_{text} {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] const char* text() const { return text_; }

 private:
  const char* text_;
};

/// Bytes to be bound as a BLOB; a plain string is bound as TEXT.
struct Blob {
  std::string_view bytes;
};

/// One row of a result, read from left to right. A column of another type, a NULL for something
/// that is not optional, and a column too many or too few throw std::logic_error: they are bugs.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_{statement} {}

  /// T: an integer type, bool, std::string (TEXT or BLOB), or std::optional of one of these.
  template <typename T>
  T take() {
    if constexpr (requires {
                    typename T::value_type;
                    requires(!std::is_same_v<T, std::string>);
                  }) {
      if (next_is_null()) {
        ++column_;
        return std::nullopt;
      }
      return take<typename T::value_type>();
    } else if constexpr (std::is_same_v<T, std::string>) {
      return take_text();
    } else if constexpr (std::is_same_v<T, bool>) {
      return take_integer() != 0;
    } else {
      static_assert(std::is_integral_v<T>);
      return static_cast<T>(take_integer());
    }
  }
  void expect_end() const;

 private:
  [[nodiscard]] bool next_is_null() const;
  std::int64_t take_integer();
  std::string take_text();

  sqlite3_stmt* statement_;
  int column_ = 0;
};

/// `read_only` needs no right to write. A database in WAL mode that nobody has open is then taken
/// as it lies there.
enum class SqliteAccess { read_write, read_only };

/// A connection with its prepared statements, which are kept for reuse.
class Sqlite {
 public:
  /// Opens a file that exists. Foreign keys are on.
  explicit Sqlite(const std::filesystem::path& file,
                  SqliteAccess access = SqliteAccess::read_write);

  /// Runs a statement that returns no rows; the number of rows it changed.
  template <typename... Args>
  std::int64_t run(Sql sql, const Args&... args) {
    Use use = prepare(sql, sizeof...(Args));
    bind_all(use, args...);
    if (use.step()) throw std::logic_error(std::string("rows from: ") + sql.text());
    return changes();
  }

  /// Every row, each made into a value by `read(Row&)`.
  template <typename Read, typename... Args>
  auto all(Sql sql, Read read, const Args&... args) {
    std::vector<std::decay_t<decltype(read(std::declval<Row&>()))>> values;
    Use use = prepare(sql, sizeof...(Args));
    bind_all(use, args...);
    while (use.step()) {
      Row row = use.row();
      values.push_back(read(row));
      row.expect_end();
    }
    return values;
  }

  /// The first row; nullopt when there is none.
  template <typename Read, typename... Args>
  auto first(Sql sql, Read read, const Args&... args) {
    std::optional<std::decay_t<decltype(read(std::declval<Row&>()))>> value;
    Use use = prepare(sql, sizeof...(Args));
    bind_all(use, args...);
    if (use.step()) {
      Row row = use.row();
      value = read(row);
      row.expect_end();
    }
    return value;
  }

  /// The only column of the first row; nullopt when there is no row.
  template <typename T, typename... Args>
  std::optional<T> value(Sql sql, const Args&... args) {
    return first(
        sql, [](Row& row) { return row.take<T>(); }, args...);
  }

  /// Runs a file of statements, as a migration is. Results are thrown away.
  void script(const std::string& statements);

  [[nodiscard]] std::int64_t last_insert_id() const;
  [[nodiscard]] bool in_transaction() const;

 private:
  // A prepared statement while it is in use: reset, with its bindings cleared, at the end.
  class Use {
   public:
    Use(Sqlite& owner, sqlite3_stmt* statement, bool& busy);
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use();
    bool step();
    [[nodiscard]] Row row() const { return Row{statement_}; }
    void bind_null(int position);
    void bind_integer(int position, std::int64_t value);
    void bind_text(int position, std::string_view text);
    void bind_blob(int position, std::string_view bytes);

   private:
    void check(int code, const char* doing);
    Sqlite& owner_;
    sqlite3_stmt* statement_;
    bool& busy_;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  struct Kept {
    std::unique_ptr<sqlite3_stmt, Finalize> statement;
    bool busy = false;
  };

  void open(const std::string& name, int flags);
  Use prepare(Sql sql, std::size_t arguments);
  [[nodiscard]] std::int64_t changes() const;

  template <typename T>
  static void bind(Use& use, int position, const T& value) {
    if constexpr (std::is_same_v<T, Blob>) {
      use.bind_blob(position, value.bytes);
    } else if constexpr (std::is_integral_v<T>) {
      use.bind_integer(position, static_cast<std::int64_t>(value));
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
      use.bind_text(position, value);
    } else if constexpr (std::is_same_v<T, std::nullopt_t>) {
      use.bind_null(position);
    } else {
      value ? bind(use, position, *value) : use.bind_null(position);
    }
  }
  template <typename... Args>
  static void bind_all(Use& use, const Args&... args) {
    int position = 0;
    (bind(use, ++position, args), ...);
  }

  std::string file_;
  std::unique_ptr<sqlite3, Close> connection_;
  std::map<const char*, Kept> kept_;  // by the address of the constant text
};

/// Everything between construction and commit() happens or nothing does: the destructor rolls
/// back. Takes the write lock at once, so that no statement inside can meet a busy database.
class Transaction {
 public:
  explicit Transaction(Sqlite& sql);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Sqlite& sql_;
  bool open_ = true;
};

}  // namespace lib
