#include "support/certificate.h"

#include <filesystem>
#include <stdexcept>

#include <stdlib.h>

#include "support/child.h"

namespace support {

Certificate::Certificate(const std::string& alt_name) {
  std::string pattern = std::filesystem::temp_directory_path() / "certificate-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
  Child openssl{{"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=test",
                 "-addext", "subjectAltName=" + alt_name, "-keyout", key(), "-out", certificate()},
                true};
  if (openssl.wait() != 0) throw std::runtime_error("openssl makes no certificate");
}

Certificate::~Certificate() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace support
