#include "support/certificate.h"

#include <filesystem>
#include <stdexcept>

#include <stdlib.h>

#include "support/child.h"

namespace tests {

Certificate::Certificate(const std::string& alt_name) {
  Child openssl{{"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=test",
                 "-addext", "subjectAltName=" + alt_name, "-keyout", key(), "-out", certificate()},
                true};
  if (openssl.wait() != 0) throw std::runtime_error("openssl makes no certificate");
}

}  // namespace tests
