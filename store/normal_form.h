#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace store {

/// A document with what changes on every fetch blanked: the values of the form fields
/// `__VIEWSTATE`, `__EVENTVALIDATION` and `__VIEWSTATEGENERATOR`, and the stamp after
/// "STATUS AS AT". Two documents with one normal form say the same about the treaty.
struct NormalForm {
  std::string text;
  std::optional<std::string> stamp;  ///< as printed: "03-02-2026 10:16:18 EDT"
};

/// Pure text work on the raw bytes, in any encoding that contains ASCII. A document without these
/// fields is its own normal form.
NormalForm normal_form(std::string_view body);

/// How a body is known. Hashes are SHA-256, 64 lower-case hexadecimal digits.
struct Fingerprint {
  std::string sha256;         ///< of the raw bytes: the address of the evidence
  std::string normal_sha256;  ///< of the normal form
  std::optional<std::string> stamp;
};
Fingerprint fingerprint(std::string_view body);

}  // namespace store
