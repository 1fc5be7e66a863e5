#include "feeds/heading.h"

#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const feeds::ColumnHeading heading = feeds::read_heading(fuzz::text_of(data, size));
  fuzz::demand(heading.of_acts || (heading.kinds.empty() && heading.unread.empty()),
               "a column of no acts has no kinds");
  for (const char* letter : {"", "a", "A", "AA", "c", "C", "d", "s", "p", "P", "n", "x"}) {
    const feeds::LetterMeaning meaning = feeds::meaning_of(heading, letter);
    fuzz::demand(heading.kinds.empty() || !heading.unread.empty() || *letter != '\0' ||
                     !meaning.kinds.empty(),
                 "a date under known kinds is one of them");
  }
  return 0;
}
