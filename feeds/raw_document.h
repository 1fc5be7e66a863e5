#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "feeds/markup.h"
#include "feeds/repair.h"
#include "treaty/reading.h"

namespace feeds {

struct RawRow {
  std::vector<RichText> cells;
};

struct RawTable {
  std::string title;
  std::vector<RichText> headings;
  std::vector<RawRow> rows;

  [[nodiscard]] bool has_headings_of(const RawTable& other) const;
  [[nodiscard]] std::string text() const;  ///< rows on lines, cells apart by tabs
};

struct RawNote {
  std::string mark;
  std::string text;  ///< paragraphs on lines
};

inline constexpr const char* kTerritorialApplication = "territorial-application";

/// A block of the part below the table: what one participant declared.
struct RawDeclaration {
  std::string section;  ///< as treaty::Declaration::section
  std::string title;    ///< the section's own heading
  RichText participant;
  std::string body;  ///< paragraphs on lines
};

/// What the page and the XML form have in common: the parts of a document as text, without
/// meaning. Each form is read into it, and one reader makes a treaty::Reading of it.
struct RawDocument {
  treaty::Form form = treaty::Form::html;
  std::string number;
  std::string title;
  std::string concluded;
  std::optional<std::string> as_at;
  std::string eif_label;  ///< "Entry into force", "Not yet in force"
  std::string eif_text;
  std::string ended_text;  ///< of the elements Termination and Expiration
  treaty::Totals published;
  std::optional<RawTable> table;  ///< nullopt without one, or with one that has no rows
  std::vector<RawNote> notes;
  std::vector<RawDeclaration> declarations;
  std::vector<treaty::Annex> annexes;
  std::optional<std::string> xml_link;
  Repairs repairs;
  std::vector<treaty::Problem> problems;
  bool last_cell_cut = false;  ///< the document ends inside the table's last cell

  /// Takes a participant table that the form shows. A further one with the same headings continues
  /// the first; one with other headings yields no acts and goes to the annexes, with a problem that
  /// says so. One without rows is none.
  void add_participants(RawTable further);
};

}  // namespace feeds
