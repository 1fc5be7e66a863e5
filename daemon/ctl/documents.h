#pragma once

#include <string>
#include <variant>
#include <vector>

#include "daemon/config/strict_table.h"
#include "feeds/read_fault.h"
#include "feeds/reading_exceptions.h"
#include "treaty/participant.h"
#include "treaty/reading.h"

namespace ctl {

/// What is needed to read a document of the collection.
struct Knowledge {
  treaty::Participants participants;
  feeds::ReadingExceptions exceptions;
};

/// From the data directory. Throws std::runtime_error that names each mistake in its files.
Knowledge knowledge();

/// Throws std::runtime_error with one mistake a line; returns when there is none.
void throw_mistakes(const std::vector<service::ConfigError>& errors);

using Document = std::variant<treaty::Reading, feeds::ReadFault>;

/// Reads one file, page or XML. A file that cannot be opened is a fault too.
Document read_document_file(const std::string& path, const Knowledge& known);

}  // namespace ctl
