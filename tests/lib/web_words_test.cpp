// Addresses, header fields, dates of HTTP, packed bodies.
#include "lib/gzip.h"
#include "lib/http_headers.h"
#include "lib/ip_address.h"
#include "lib/url.h"
#include "lib/zone.h"
#include "support/catch.h"
#include "support/gzip.h"

namespace {
std::chrono::sys_seconds utc(int year, unsigned month, unsigned day, int hour, int minute,
                             int second = 0) {
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} /
                               std::chrono::day{day}} +
         std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
}
}  // namespace

TEST_CASE("Header fields are found without case and keep their values exactly") {
  lib::HttpHeaders headers{{"ETag", "W/\"a  b\""}, {"etag", "second"}};
  REQUIRE(headers.find("eTAG") != nullptr);
  CHECK(*headers.find("eTAG") == "W/\"a  b\"");
  CHECK(headers.find("Tag") == nullptr);
  CHECK(headers.value("Missing").empty());
  headers.remove("ETAG");
  CHECK(headers.find("etag") == nullptr);
}

TEST_CASE("An HTTP date is read in its three forms, and nothing else is") {
  const auto moment = utc(2003, 7, 1, 14, 5, 9);
  CHECK(lib::parse_http_date("Tue, 01 Jul 2003 14:05:09 GMT") == moment);
  CHECK(lib::parse_http_date("Tuesday, 01-Jul-03 14:05:09 GMT") == moment);
  CHECK(lib::parse_http_date("Tue Jul  1 14:05:09 2003") == moment);
  CHECK_FALSE(lib::parse_http_date("120"));
  CHECK_FALSE(lib::parse_http_date("20030701"));
  CHECK_FALSE(lib::parse_http_date("Tue, 31 Foo 2003 14:05:09 GMT"));
  CHECK_FALSE(lib::parse_http_date(""));
  CHECK(lib::format_http_date(moment) == "Tue, 01 Jul 2003 14:05:09 GMT");
}

TEST_CASE("Retry-After is read as seconds or as a date, and as nothing else") {
  const auto now = utc(2026, 2, 3, 15, 16, 18);
  CHECK(lib::parse_retry_after("0", now) == std::chrono::seconds{0});
  CHECK(lib::parse_retry_after("120", now) == std::chrono::seconds{120});
  CHECK(lib::parse_retry_after("99999999999999999999", now) == std::chrono::seconds::max());
  CHECK(lib::parse_retry_after("Tue, 03 Feb 2026 15:17:18 GMT", now) == std::chrono::seconds{60});
  CHECK(lib::parse_retry_after("Tue, 03 Feb 2026 15:00:00 GMT", now) == std::chrono::seconds{0});
  for (const char* bad : {"", "-5", "1.5", "soon", "120 s", "-99999999999999999999"}) {
    CAPTURE(bad);
    CHECK_FALSE(lib::parse_retry_after(bad, now));
  }
}

TEST_CASE("An address is taken apart as the fetcher will read it") {
  const auto url = lib::parse_url("HTTPS://Treaties.UN.org/Pages/A.aspx?x=1#part");
  REQUIRE(url);
  CHECK(url->scheme == "https");
  CHECK(url->host == "treaties.un.org");
  CHECK(url->port == "443");
  CHECK(url->text == "https://Treaties.UN.org/Pages/A.aspx?x=1");
  CHECK(lib::parse_url("http://[::1]:8080/")->host == "::1");
  CHECK(lib::parse_url("http://2130706433/")->host == "127.0.0.1");
  for (const char* bad : {"", "treaties.un.org", "ftp://treaties.un.org/", "https://u:p@un.org/",
                          "file:///etc/passwd", "https://"}) {
    CAPTURE(bad);
    CHECK_FALSE(lib::parse_url(bad));
  }
}

TEST_CASE("A Location is resolved against the address that sent it") {
  const std::string base = "https://a.example/x/y?z";
  CHECK(lib::resolve_url(base, "/other")->text == "https://a.example/other");
  CHECK(lib::resolve_url(base, "w")->text == "https://a.example/x/w");
  CHECK(lib::resolve_url(base, "//b.example/q")->host == "b.example");
  CHECK(lib::resolve_url(base, "/a b")->text == "https://a.example/a%20b");
  CHECK_FALSE(lib::resolve_url(base, "javascript:alert(1)"));
}

TEST_CASE("Only this machine's own names and numbers are loopback") {
  for (const char* yes : {"localhost", "127.0.0.1", "127.9.8.7", "::1", "::ffff:127.0.0.1"}) {
    CAPTURE(yes);
    CHECK(lib::is_loopback_host(yes));
  }
  for (const char* no : {"localhost.evil.example", "128.0.0.1", "::2", "un.org", ""}) {
    CAPTURE(no);
    CHECK_FALSE(lib::is_loopback_host(no));
  }
}

TEST_CASE("Addresses that are not of the public Internet are told apart") {
  for (const char* no :
       {"0.0.0.0",        "10.1.2.3",        "100.64.0.1",  "127.0.0.1",   "169.254.169.254",
        "172.16.0.1",     "172.31.255.255",  "192.168.1.1", "192.0.2.1",   "198.19.0.1",
        "224.0.0.1",      "255.255.255.255", "::",          "::1",         "::7f00:1",
        "fe80::1",        "fd00::1",         "ff02::1",     "2001:db8::1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "2002:a00:1::"}) {
    CAPTURE(no);
    CHECK_FALSE(lib::IpAddress::parse(no)->is_public());
  }
  for (const char* yes : {"8.8.8.8", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2606:4700::1111",
                          "::ffff:8.8.8.8", "64:ff9b::808:808"}) {
    CAPTURE(yes);
    CHECK(lib::IpAddress::parse(yes)->is_public());
  }
  CHECK_FALSE(lib::IpAddress::parse("un.org"));
  CHECK_FALSE(lib::IpAddress::parse("[::1]"));
}

TEST_CASE("The target of a request is decoded, and control characters refuse it") {
  const auto target = lib::parse_target("/v1/a%20b/c?x=1&y=%26+z&flag&=e");
  REQUIRE(target);
  CHECK(target->path == "/v1/a b/c");
  using Field = std::pair<std::string, std::string>;
  CHECK(target->query == std::vector<Field>{{"x", "1"}, {"y", "& z"}, {"flag", ""}, {"", "e"}});
  CHECK(lib::parse_target("/")->path == "/");
  CHECK(lib::parse_target("/?")->query.empty());
  for (const char* bad : {"", "v1", "http://x/", "*", "/a%00b", "/a?b=%0A"}) {
    CAPTURE(bad);
    CHECK_FALSE(lib::parse_target(bad));
  }
}

TEST_CASE("A packed body is unpacked, all its members, and never past the cap") {
  const std::string text(100'000, 'x');
  const std::string packed = tests::gzip(text);
  CHECK(lib::gunzip(packed, text.size()) == text);
  CHECK(lib::gunzip(packed, text.size() - 1).error() == lib::GzipFault::too_large);
  CHECK(lib::gunzip(packed + tests::gzip("tail"), 200'000) == text + "tail");
  CHECK(lib::gunzip(tests::gzip(""), 10)->empty());
  CHECK(lib::gunzip(tests::gzip("abc"), 2).error() == lib::GzipFault::too_large);
}

TEST_CASE("A damaged packed body is a fault") {
  const std::string packed = tests::gzip("the quick brown fox");
  CHECK(lib::gunzip(packed.substr(0, packed.size() - 1), 1000).error() == lib::GzipFault::damaged);
  CHECK(lib::gunzip(packed.substr(0, 5), 1000).error() == lib::GzipFault::damaged);
  CHECK(lib::gunzip("plain text", 1000).error() == lib::GzipFault::damaged);
  CHECK(lib::gunzip(packed + "garbage", 1000).error() == lib::GzipFault::damaged);
  std::string flipped = packed;
  flipped[packed.size() - 6] = static_cast<char>(~flipped[packed.size() - 6]);
  CHECK(lib::gunzip(flipped, 1000).error() == lib::GzipFault::damaged);
}

TEST_CASE("A day in New York begins at its own midnight, in winter and in summer") {
  const lib::Zone zone{"America/New_York"};
  using namespace std::chrono;
  const auto winter_before = zone.at(utc(2026, 1, 15, 4, 59, 59));
  CHECK(winter_before.date == year{2026} / 1 / 14);
  CHECK(winter_before.hour == 23);
  CHECK(winter_before.minute == 59);
  CHECK(winter_before.second == 59);
  const auto winter_after = zone.at(utc(2026, 1, 15, 5, 0));
  CHECK(winter_after.date == year{2026} / 1 / 15);
  CHECK(winter_after.hour == 0);
  CHECK(zone.at(utc(2026, 7, 1, 3, 59, 59)).date == year{2026} / 6 / 30);
  CHECK(zone.at(utc(2026, 7, 1, 4, 0)).date == year{2026} / 7 / 1);
}

TEST_CASE("The clock of New York jumps in March and repeats an hour in November") {
  const lib::Zone zone{"America/New_York"};
  CHECK(zone.at(utc(2026, 3, 8, 6, 59)).hour == 1);
  CHECK(zone.at(utc(2026, 3, 8, 7, 0)).hour == 3);
  CHECK(zone.at(utc(2026, 11, 1, 5, 30)).hour == 1);
  CHECK(zone.at(utc(2026, 11, 1, 6, 30)).hour == 1);
}

TEST_CASE("A zone that the database does not have is named") {
  CHECK_THROWS_WITH(lib::Zone{"America/Gotham"}, Catch::Contains("America/Gotham"));
}
