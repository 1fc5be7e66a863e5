#pragma once

#include <string>

namespace service {

/// Where things are. Root and system users get the places of the Filesystem Hierarchy Standard,
/// everybody else those of the XDG Base Directory Specification.

/// The folder that holds `treaties/`, `participants.toml` and `templates/`: $TREATYD_DATA_DIR, else
/// `config/` of the source tree that this program was built in, else /usr/share/treatyd.
std::string data_directory();

std::string default_config_file();  ///< /etc/treatyd/treatyd.toml
/// The commented example that every configuration begins with: in the source tree that this program
/// was built in, else /usr/share/doc/treatyd/treatyd.toml.
std::string example_config_file();

std::string default_state_directory();  ///< /var/lib/treatyd
std::string default_socket();           ///< /run/treatyd/treatyd.sock

/// Where a client looks: $TREATYD_SOCKET, else default_socket().
std::string client_socket();

}  // namespace service
