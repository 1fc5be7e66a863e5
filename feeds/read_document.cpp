#include "feeds/read_document.h"

#include <set>
#include <string_view>
#include <utility>

#include "feeds/declarations.h"
#include "feeds/entry_into_force.h"
#include "feeds/html_form.h"
#include "feeds/notifications.h"
#include "feeds/predecessors.h"
#include "feeds/raw_document.h"
#include "feeds/table.h"
#include "feeds/xml_form.h"
#include "lib/text.h"

namespace feeds {
namespace {

std::optional<treaty::Form> form_of(std::string_view bytes) {
  constexpr std::size_t kBeginning = 4096;
  const std::string_view beginning = bytes.substr(0, kBeginning);
  for (std::size_t at = beginning.find('<'); at != std::string_view::npos;
       at = beginning.find('<', at + 1)) {
    const auto reads = [&](std::string_view tag) {
      return lib::starts_with_ignoring_case(beginning.substr(at), tag);
    };
    if (reads("<document>") || reads("<document ")) return treaty::Form::xml;
    if (reads("<html") || reads("<!doctype html")) return treaty::Form::html;
  }
  return std::nullopt;
}

std::variant<RawDocument, ReadFault> read_raw(std::string_view bytes, Extent extent) {
  if (bytes.empty()) return ReadFault{"empty", "byte 0", "The file is empty."};
  if (bytes.size() > kLargestDocument) {
    return ReadFault{"too-large", "byte " + std::to_string(kLargestDocument),
                     "The file has " + std::to_string(bytes.size()) + " bytes; at most " +
                         std::to_string(kLargestDocument) + " are read."};
  }
  const auto form = form_of(bytes);
  if (!form) {
    return ReadFault{"unknown-form", "byte 0",
                     "The file begins neither as a page nor as the collection's XML."};
  }
  return *form == treaty::Form::html ? read_html_form(bytes, extent) : read_xml_form(bytes, extent);
}

void read_notes(RawDocument& raw, const treaty::Participants& participants,
                treaty::Reading& reading) {
  for (RawNote& note : raw.notes) {
    const std::string where = "note " + note.mark;
    for (treaty::Predecessor& one :
         predecessors_in(note.text, where, participants, reading.problems))
      reading.predecessors.push_back(std::move(one));
    std::vector<std::string> notifications = notifications_in(note.text);
    reading.footnotes.push_back(
        {std::move(note.mark), std::move(note.text), std::move(notifications)});
  }
}

// A mark whose note is not there: the notes were lost, or a kind letter was taken for a mark.
void check_marks(treaty::Reading& reading) {
  std::set<std::string_view> notes;
  for (const treaty::Footnote& note : reading.footnotes)
    notes.insert(note.mark);
  for (const treaty::ReadParticipant& row : reading.participants) {
    for (const std::string& mark : row.marks) {
      if (notes.contains(mark)) continue;
      reading.problems.push_back({"no-note", "participants (" + lib::shortened(row.name, 80) + ')',
                                  "The mark \"" + lib::shortened(mark, 20) + "\" has no note."});
      return;  // one tells; where the notes were lost, every mark has none
    }
  }
}

}  // namespace

std::variant<treaty::Reading, ReadFault> read_document(std::string_view bytes,
                                                       const treaty::Participants& participants,
                                                       const ReadingExceptions& exceptions,
                                                       Extent extent) {
  std::variant<RawDocument, ReadFault> result = read_raw(bytes, extent);
  if (auto* fault = std::get_if<ReadFault>(&result)) return std::move(*fault);
  RawDocument& raw = std::get<RawDocument>(result);

  treaty::Reading reading;
  reading.form = raw.form;
  reading.number = raw.number;
  reading.title = raw.title;
  reading.concluded = raw.concluded;
  reading.as_at = raw.as_at;
  reading.published = raw.published;
  reading.xml_link = raw.xml_link;
  reading.problems = raw.problems;
  reading.entry_into_force = read_entry_into_force(raw.eif_label, raw.eif_text, raw.ended_text);
  if (reading.number.empty()) {
    reading.problems.push_back({"no-number", "head", "The document does not say its number."});
  }
  if (raw.table) {
    const auto exception = exceptions.find(raw.number);
    read_table(raw, participants, exception == exceptions.end() ? nullptr : &exception->second,
               reading);
  } else {
    reading.problems.push_back(
        {"no-table", "participants", "The document has no participant table with rows."});
  }
  read_notes(raw, participants, reading);
  if (extent == Extent::whole) check_marks(reading);
  for (std::size_t i = 0; i < raw.declarations.size(); ++i) {
    RawDeclaration& block = raw.declarations[i];
    // A table of territories names a participant once, then leaves its place empty.
    if (i > 0 && block.participant.empty() && block.section == kTerritorialApplication &&
        raw.declarations[i - 1].section == block.section) {
      block.participant = raw.declarations[i - 1].participant;
    }
    for (treaty::Declaration& one : declarations_of(block, participants))
      reading.declarations.push_back(std::move(one));
  }
  reading.annexes = std::move(raw.annexes);
  reading.repairs = raw.repairs.total();
  if (raw.repairs.unknown > 0) {
    reading.problems.push_back({"unknown-character", "text",
                                std::to_string(raw.repairs.unknown) +
                                    " control characters have no known meaning and became "
                                    "U+FFFD."});
  }
  return reading;
}

}  // namespace feeds
