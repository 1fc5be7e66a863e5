#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace feeds {

/// A treaty's number in "Multilateral Treaties Deposited with the Secretary-General": chapter in
/// roman numerals, then one to four parts ("XVIII-16", "XXVII-7-d", "XI-B-16-1", "III-2-12b").
class TreatyNumber {
 public:
  /// nullopt for anything that is not such a number, exactly as written; so a number is safe as a
  /// part of an address or a file name.
  static std::optional<TreatyNumber> parse(std::string_view text);

  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] unsigned chapter() const { return chapter_; }  ///< 18 for "XVIII-16"
  [[nodiscard]] std::string chapter_roman() const;             ///< "XVIII"

 private:
  TreatyNumber(std::string text, unsigned chapter) : text_{std::move(text)}, chapter_{chapter} {}
  std::string text_;
  unsigned chapter_;
};

/// Roman numerals in their canonical form, 1 to 3999; nullopt for anything else.
std::optional<unsigned> from_roman(std::string_view text);

/// The treaty's number in an address of the site ("…mtdsg_no=XXVI-2-a&…", where "~" may stand for
/// "-"), not checked; empty when there is none.
std::string number_in_address(std::string_view address);

/// Where the depositary publishes a treaty. `base` is "https://treaties.un.org", with or without a
/// slash at its end; a test gives the address of its own server.
///
/// The page needs `src=TREATY`: without it the site answers 200 with a page that says "not found".
std::string page_address(std::string_view base, const TreatyNumber& number);

/// The XML form. Volume I holds the chapters I to XI, Volume II the others.
std::string xml_address(std::string_view base, const TreatyNumber& number);

}  // namespace feeds
