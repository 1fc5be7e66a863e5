#include "notify/circular.h"

#include <string>

#include "support/catch.h"

using notify::Circular;
using notify::Circulars;
using notify::Message;

namespace {

constexpr std::size_t kLength = 43;

std::string token(char first) {
  std::string text(kLength, '-');
  for (std::size_t i = 0; i < kLength; ++i)
    text[i] = static_cast<char>(first + static_cast<char>(i % 9));
  return text;
}

// Lines that quoted-printable has to break, letters that it has to encode, the token three times.
Message letter(const std::string& token) {
  const std::string link = "https://treaties.example.org/a/rather/long/path/to/leave/s/" + token;
  Message message;
  message.subject = "Côte d'Ivoire";
  message.text = "Côte d'Ivoire a déposé son instrument.\n\nTo leave, open " + link + "\n";
  message.html = "<p>Côte d'Ivoire</p><a href=\"" + link + "\">" + link + "</a>";
  return message;
}

Circulars::Key key(const char* event, const char* note = "") {
  return {.language = "en",
          .issue = "",
          .events = {event},
          .filter = {},
          .note = note,
          .token_length = kLength};
}

}  // namespace

TEST_CASE("a copy of a circular is what would have been written for its reader alone",
          "[circular]") {
  const Circular circular{letter, kLength, "seed"};
  REQUIRE(circular.is_usable());
  CHECK(circular.message().subject == "Côte d'Ivoire");
  CHECK(circular.message().text.empty());
  for (const std::string& one : {token('A'), token('a'), std::string(kLength, 'a')}) {
    const Message alone = letter(one);
    const lib::MailBody body = lib::mail_body(alone.text, alone.html, "seed");
    CHECK(circular.copy_for(one).bytes == body.bytes);
    CHECK(circular.copy_for(one).boundary == body.boundary);
  }
}

TEST_CASE("where a token changes more than its own letters no copies are made", "[circular]") {
  const auto by_value = [](const std::string& token) {
    Message message = letter(token);
    if (token.front() == 'b') message.text += "one line more\n";
    return message;
  };
  CHECK_FALSE(Circular(by_value, kLength, "seed").is_usable());
  const auto turned = [](const std::string& token) {
    return letter(std::string{token.rbegin(), token.rend()});
  };
  CHECK_FALSE(Circular(turned, kLength, "seed").is_usable());
}

TEST_CASE("what is equal for many is composed once, and anew for whoever follows otherwise",
          "[circular]") {
  Circulars circulars;
  int composed = 0;
  const auto compose = [&](const std::string& token) {
    ++composed;
    return letter(token);
  };
  circulars.find(key("A"), compose);
  const int once = composed;
  for (int i = 0; i < 100; ++i)
    circulars.find(key("A"), compose);
  CHECK(composed == once);
  circulars.find(key("B"), compose);
  circulars.find(key("A", "for the letter"), compose);
  Circulars::Key french = key("A");
  french.language = "fr";
  circulars.find(french, compose);
  Circulars::Key narrow = key("A");
  narrow.filter.treaties = {"XVIII-16"};
  circulars.find(narrow, compose);
  CHECK(composed == 5 * once);
}
