#pragma once

#include <string>

namespace service {

/// The folder that holds `treaties/`, `participants.toml` and `templates/`: $TREATYD_DATA_DIR, else
/// `config/` of the source tree that this program was built in, else /usr/share/treatyd.
std::string data_directory();

}  // namespace service
