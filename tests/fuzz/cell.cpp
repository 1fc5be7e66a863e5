#include "feeds/cell.h"

#include <string>

#include "feeds/entry_into_force.h"
#include "fuzz.h"
#include "lib/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::string folded = lib::folded_space(text);
  fuzz::demand(lib::folded_space(folded) == folded, "folding twice is folding once");
  const feeds::Cell cell = feeds::read_cell(folded);
  if (const auto* dated = std::get_if<feeds::DatedCell>(&cell)) {
    const int year = static_cast<int>(dated->day.ymd().year());
    fuzz::demand(year >= feeds::kEarliestYear && year <= feeds::kLatestYear, "a likely year");
    fuzz::demand(dated->letter.size() <= 2, "a letter, not a word");
    fuzz::demand(folded.find(std::to_string(year)) != std::string::npos, "the printed year");
  }
  feeds::read_entry_into_force("", text, text);
  return 0;
}
