#include "store/normal_form.h"

#include <array>

#include "lib/sha256.h"

namespace store {
namespace {

constexpr std::array<std::string_view, 3> kFields = {
    "name=\"__VIEWSTATE\"", "name=\"__EVENTVALIDATION\"", "name=\"__VIEWSTATEGENERATOR\""};
constexpr std::string_view kValue = "value=\"";
constexpr std::string_view kStamp = "STATUS AS AT";

// Where a changing stretch of a body lies.
struct Stretch {
  std::size_t begin;
  std::size_t end;
};

std::optional<Stretch> value_of_field(std::string_view body, std::size_t field) {
  const std::size_t tag_end = body.find('>', field);
  const std::size_t value = body.find(kValue, field);
  if (value == std::string_view::npos || value > tag_end) return std::nullopt;
  const std::size_t begin = value + kValue.size();
  const std::size_t end = body.find('"', begin);
  if (end == std::string_view::npos) return std::nullopt;
  return Stretch{begin, end};
}

void blank_fields(std::string& text) {
  for (const std::string_view field : kFields) {
    for (std::size_t at = text.find(field); at != std::string::npos;
         at = text.find(field, at + field.size())) {
      if (const auto stretch = value_of_field(text, at)) {
        text.erase(stretch->begin, stretch->end - stretch->begin);
      }
    }
  }
}

std::optional<Stretch> stamp_of(std::string_view text) {
  const std::size_t found = text.find(kStamp);
  if (found == std::string_view::npos) return std::nullopt;
  const std::size_t begin = text.find_first_not_of(" :\t\r\n", found + kStamp.size());
  const std::size_t end = text.find_first_of("<\r\n", begin);
  if (begin == std::string_view::npos || end == std::string_view::npos) return std::nullopt;
  return Stretch{begin, end};
}

}  // namespace

NormalForm normal_form(std::string_view body) {
  NormalForm form{std::string{body}, std::nullopt};
  blank_fields(form.text);
  if (const auto stretch = stamp_of(form.text)) {
    form.stamp = form.text.substr(stretch->begin, stretch->end - stretch->begin);
    form.text.erase(stretch->begin, stretch->end - stretch->begin);
  }
  return form;
}

Fingerprint fingerprint(std::string_view body) {
  NormalForm form = normal_form(body);
  return {lib::sha256_hex(body), lib::sha256_hex(form.text), std::move(form.stamp)};
}

}  // namespace store
