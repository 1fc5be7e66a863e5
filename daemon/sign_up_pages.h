#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/http_server.h"
#include "lib/mustache.h"
#include "notify/message.h"
#include "notify/site_words.h"

namespace service {

/// What people who come and go by themselves are shown and mailed, in each language that there is:
/// `DIR/site/subscription.html.mustache` is the frame of a page,
/// `DIR/<language>/subscription.html.mustache` what stands in it, and
/// `DIR/<language>/confirm.{subject,txt,html}.mustache` the mail.
class SignUpPages {
 public:
  /// Throws std::runtime_error that names the file of a faulty template.
  explicit SignUpPages(const std::string& templates);

  [[nodiscard]] const std::vector<std::string>& languages() const { return codes_; }

  /// The section of the page that is shown.
  enum class Show {
    form,
    asked,
    ask_confirm,
    confirmed,
    ask_leave,
    left,
    bad_address,
    too_many,
    wrong,
    gone
  };
  struct Facts {
    std::string following;
    std::string schedule;
    std::string preview;
    std::string mistake;                                          ///< in English; of `wrong`
    std::vector<std::pair<std::string, std::string>> treaties{};  ///< numbers and English names
  };
  lib::ServerResponse page(const std::string& language, int status, Show what, const Facts& facts);

  struct Mail {
    std::string subject;
    std::string text;
    std::string html;
  };
  /// With a link, or by an answer whose subject keeps the token.
  Mail confirming_mail(const std::string& language, const Facts& facts, const std::string& token,
                       const std::string& link);

 private:
  struct Words {
    notify::SiteWords site;
    lib::Template page;
    lib::Template subject;
    lib::Template text;
    lib::Template html;
  };
  Words& words_of(const std::string& language);

  lib::Template frame_;
  std::vector<std::string> codes_;
  std::map<std::string, Words> words_;
};

}  // namespace service
