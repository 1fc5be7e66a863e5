#include "daemon/ctl/documents.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "daemon/config/participants_file.h"
#include "daemon/config/reading_exceptions.h"
#include "daemon/places.h"
#include "feeds/read_document.h"

namespace ctl {

void throw_mistakes(const std::vector<service::ConfigError>& errors) {
  if (errors.empty()) return;
  std::string text;
  for (const service::ConfigError& error : errors)
    text += (text.empty() ? "" : "\n") + error.str();
  throw std::runtime_error{text};
}

Knowledge knowledge() {
  std::vector<service::ConfigError> errors;
  const std::string data = service::data_directory();
  auto participants = service::read_participants_file(data + "/participants.toml", errors);
  auto exceptions = service::read_reading_exceptions(data + "/treaties", errors);
  throw_mistakes(errors);
  return {std::move(*participants), std::move(exceptions)};
}

Document read_document_file(const std::string& path, const Knowledge& known) {
  std::ifstream in{path, std::ios::binary};
  if (!in) {
    return feeds::ReadFault{
        "no-file", path, std::string{"The file cannot be opened: "} + std::strerror(errno) + '.'};
  }
  // One byte more than is read at most: enough to tell that a file is too large.
  std::string bytes(feeds::kLargestDocument + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad() || (in.fail() && !in.eof())) {
    return feeds::ReadFault{"no-file", path,
                            std::string{"The file cannot be read: "} + std::strerror(errno) + '.'};
  }
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return feeds::read_document(bytes, known.participants, known.exceptions);
}

}  // namespace ctl
