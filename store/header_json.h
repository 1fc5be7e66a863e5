#pragma once

#include <string>

#include "store/records.h"

namespace store {

/// A header as one line of JSON, as it is kept; equal headers give equal lines.
std::string header_text(const RecordHeader& header);
RecordHeader header_from(const std::string& text);

}  // namespace store
