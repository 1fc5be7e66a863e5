#include "daemon/sign_up_pages.h"

#include <filesystem>

#include "lib/plain_text.h"
#include "notify/state_view.h"

namespace service {
namespace {

namespace mustache = lib::mustache;
using Show = SignUpPages::Show;

constexpr std::size_t kColumns = 72;
constexpr std::size_t kSubject = 200;

const char* section_of(Show what) {
  switch (what) {
    case Show::form: return "form";
    case Show::asked: return "asked";
    case Show::ask_confirm: return "ask_confirm";
    case Show::confirmed: return "confirmed";
    case Show::ask_leave: return "ask_leave";
    case Show::left: return "left";
    case Show::bad_address: return "bad_address";
    case Show::too_many: return "too_many";
    case Show::wrong: return "wrong";
    case Show::gone: return "gone";
  }
  return "gone";
}

mustache::data view_of(const SignUpPages::Facts& facts) {
  mustache::data view;
  notify::set_text(view, "following", facts.following);
  notify::set_text(view, "schedule", facts.schedule);
  notify::set_text(view, "preview", facts.preview);
  notify::set_text(view, "mistake", facts.mistake);
  return view;
}

}  // namespace

SignUpPages::SignUpPages(const std::string& templates)
    : frame_{std::filesystem::path{templates} / "site/subscription.html.mustache",
             lib::Template::Escape::html},
      codes_{notify::site_languages_in(templates)} {
  using Escape = lib::Template::Escape;
  for (const std::string& code : codes_) {
    const std::filesystem::path folder = std::filesystem::path{templates} / code;
    words_.emplace(code, Words{.site = notify::SiteWords{folder},
                               .page = {folder / "subscription.html.mustache", Escape::html},
                               .subject = {folder / "confirm.subject.mustache", Escape::none},
                               .text = {folder / "confirm.txt.mustache", Escape::none},
                               .html = {folder / "confirm.html.mustache", Escape::html}});
  }
}

SignUpPages::Words& SignUpPages::words_of(const std::string& language) {
  const auto found = words_.find(language);
  return found == words_.end() ? words_.at("en") : found->second;
}

lib::ServerResponse SignUpPages::page(const std::string& language, int status, Show what,
                                      const Facts& facts) {
  Words& words = words_of(language);
  const notify::Language& own = words.site.language();
  mustache::data languages{mustache::data::type::list};
  for (const auto& [code, other] : words_) {
    mustache::data one;
    one.set("code", mustache::data{code});
    one.set("name", mustache::data{other.site.say("language")});
    notify::set_flag(one, "this", code == own.code());
    languages.push_back(one);
  }
  mustache::data inside = view_of(facts);
  notify::set_flag(inside, section_of(what), true);
  mustache::data treaties{mustache::data::type::list};
  for (const auto& [number, name] : facts.treaties) {
    mustache::data treaty;
    treaty.set("number", mustache::data{number});
    treaty.set("name", mustache::data{words.site.treaty(number, name)});
    treaties.push_back(treaty);
  }
  inside.set("treaties", treaties);
  inside.set("all_languages", languages);

  mustache::data frame;
  words.site.add_to(frame);
  frame.set("code", mustache::data{own.code()});
  notify::set_flag(frame, "not_reviewed", own.is_unreviewed());
  frame.set("all_languages", languages);
  frame.set("main", mustache::data{words.page.render(inside)});
  lib::ServerResponse response{.status = status,
                               .content_type = "text/html; charset=utf-8",
                               .body = notify::with_english_marked(frame_.render(frame))};
  response.headers.add("Content-Language", own.code());
  response.headers.add("Content-Security-Policy",
                       "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
                       "frame-ancestors 'none'; base-uri 'none'");
  response.headers.add("Referrer-Policy", "no-referrer");
  response.headers.add("Cache-Control", "no-store");
  response.headers.add("X-Robots-Tag", "noindex");
  return response;
}

SignUpPages::Mail SignUpPages::confirming_mail(const std::string& language, const Facts& facts,
                                               const std::string& token, const std::string& link) {
  Words& words = words_of(language);
  mustache::data view = view_of(facts);
  view.set("token", mustache::data{token});
  notify::set_text(view, "link", link);
  notify::set_flag(view, "not_reviewed", words.site.language().is_unreviewed());
  Mail mail;
  mail.subject = lib::one_line(words.subject.render(view), kSubject);
  view.set("subject", mustache::data{mail.subject});
  mail.text = lib::wrap(words.text.render(view), kColumns);
  mail.html = words.html.render(view);
  return mail;
}

}  // namespace service
