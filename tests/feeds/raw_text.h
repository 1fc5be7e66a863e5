#pragma once

#include <optional>
#include <string>
#include <variant>

#include "feeds/raw_document.h"
#include "feeds/read_fault.h"

// All that a reading takes from a document, as text, to compare two ways of reading it.
namespace raw_text {

inline std::string of(const feeds::RichText& rich) {
  std::string all = rich.text + (rich.mended ? "!" : "");
  for (const std::string& mark : rich.marks)
    all += '^' + mark;
  return all + '\n';
}

inline std::string of(const std::optional<int>& number) {
  return number ? std::to_string(*number) : "none";
}

inline std::string of(const std::variant<feeds::RawDocument, feeds::ReadFault>& read) {
  if (const auto* fault = std::get_if<feeds::ReadFault>(&read)) {
    return fault->code + '\n' + fault->where + '\n' + fault->text;
  }
  const auto& raw = std::get<feeds::RawDocument>(read);
  std::string all = raw.number + '\n' + raw.title + '\n' + raw.concluded + '\n' +
                    raw.as_at.value_or("") + '\n' + raw.eif_label + '\n' + raw.eif_text + '\n' +
                    raw.ended_text + '\n' + of(raw.published.signatories) + '\n' +
                    of(raw.published.parties) + '\n' + raw.xml_link.value_or("") + '\n';
  if (raw.table) {
    all += raw.table->title + '\n';
    for (const feeds::RichText& heading : raw.table->headings)
      all += of(heading);
    for (const feeds::RawRow& row : raw.table->rows) {
      all += "row\n";
      for (const feeds::RichText& cell : row.cells)
        all += of(cell);
    }
  }
  for (const feeds::RawNote& note : raw.notes)
    all += "note " + note.mark + '\n' + note.text + '\n';
  for (const feeds::RawDeclaration& one : raw.declarations)
    all += one.section + '\n' + one.title + '\n' + of(one.participant) + one.body + '\n';
  for (const treaty::Annex& annex : raw.annexes)
    all += "annex " + annex.title + '\n' + annex.text + '\n';
  for (const treaty::Problem& problem : raw.problems)
    all += problem.code + ' ' + problem.where + ' ' + problem.text + '\n';
  const feeds::Repairs& repairs = raw.repairs;
  return all + std::to_string(repairs.total()) + ' ' + std::to_string(repairs.unknown);
}

}  // namespace raw_text
