#include <vector>

#include "daemon/config/participants_file.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<service::ConfigError> errors;
  const auto read =
      service::read_participants(fuzz::text_of(data, size), "participants.toml", errors);
  fuzz::demand(read.has_value() == errors.empty(), "participants or mistakes, never both");
  if (read) fuzz::demand(read->conflicts().empty(), "a name leads to one participant");
  for (const auto& error : errors)
    fuzz::demand(!error.text.empty(), "a mistake is a sentence");
  return 0;
}
