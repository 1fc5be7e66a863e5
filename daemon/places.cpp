#include "daemon/places.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <unistd.h>

namespace service {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

bool is_system() {
  constexpr uid_t kFirstPerson = 1000;
  return ::geteuid() < kFirstPerson;
}

// The folder that a variable names, else `fallback` below the home folder.
std::string xdg(const char* name, const std::string& fallback) {
  const std::string named = variable(name);
  return (named.empty() ? variable("HOME") + '/' + fallback : named) + "/treatyd";
}

}  // namespace

std::string data_directory() {
  if (std::string named = variable("TREATYD_DATA_DIR"); !named.empty()) return named;
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    // build/<preset>/bin/treatyd
    const auto tree = program.parent_path().parent_path().parent_path().parent_path() / "config";
    if (std::filesystem::is_directory(tree / "treaties", error)) return tree.string();
  }
  return "/usr/share/treatyd";
}

std::string example_config_file() {
  const std::string beside = data_directory() + "/treatyd.toml";
  std::error_code error;
  return std::filesystem::exists(beside, error) ? beside : "/usr/share/doc/treatyd/treatyd.toml";
}

std::string default_config_file() {
  return (is_system() ? std::string{"/etc/treatyd"} : xdg("XDG_CONFIG_HOME", ".config")) +
         "/treatyd.toml";
}

std::string default_state_directory() {
  return is_system() ? std::string{"/var/lib/treatyd"} : xdg("XDG_DATA_HOME", ".local/share");
}

std::string default_socket() {
  return (is_system() ? std::string{"/run/treatyd"} : xdg("XDG_RUNTIME_DIR", ".cache")) +
         "/treatyd.sock";
}

std::string client_socket() {
  const std::string named = variable("TREATYD_SOCKET");
  return named.empty() ? default_socket() : named;
}

}  // namespace service
