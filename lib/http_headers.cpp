#include "lib/http_headers.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "lib/curl.h"
#include "lib/format.h"

namespace lib {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

void HttpHeaders::add(std::string name, std::string value) {
  fields_.emplace_back(std::move(name), std::move(value));
}

const std::string* HttpHeaders::find(std::string_view name) const {
  const auto found = std::find_if(fields_.begin(), fields_.end(),
                                  [&](const auto& field) { return same_name(field.first, name); });
  return found == fields_.end() ? nullptr : &found->second;
}

std::string HttpHeaders::value(std::string_view name) const {
  const std::string* found = find(name);
  return found == nullptr ? std::string{} : *found;
}

void HttpHeaders::remove(std::string_view name) {
  std::erase_if(fields_, [&](const auto& field) { return same_name(field.first, name); });
}

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) {
  // libcurl takes looser forms too ("1 July", "20030701"): all three of HTTP's begin with the day
  // of the week and hold a time.
  const bool looks_right = text.size() >= 24 && text.size() <= 40 && lower(text[0]) >= 'a' &&
                           lower(text[0]) <= 'z' && text.find(':') != std::string_view::npos;
  if (!looks_right) return std::nullopt;
  const std::string copy{text};
  const std::time_t seconds = curl_getdate(copy.c_str(), nullptr);
  if (seconds == -1) return std::nullopt;
  return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

std::string format_http_date(std::chrono::sys_seconds instant) {
  constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{instant - day};
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday{day}.c_encoding()],
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
      static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
      time.seconds().count());
}

std::optional<std::chrono::seconds> parse_retry_after(std::string_view value,
                                                      std::chrono::sys_seconds now) {
  using std::chrono::seconds;
  long long number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool whole = end == value.data() + value.size();
  if (whole && error == std::errc{} && number >= 0 && value[0] != '-') return seconds{number};
  // So long a wait that it does not fit is a wait all the same; who asks for it cuts it.
  if (whole && error == std::errc::result_out_of_range && value[0] != '-') return seconds::max();
  const auto date = parse_http_date(value);
  if (!date) return std::nullopt;
  return std::max(*date - now, seconds{0});
}

}  // namespace lib
