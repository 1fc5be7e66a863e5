#include "notify/message.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "lib/mustache.h"
#include "lib/plain_text.h"
#include "lib/url.h"
#include "notify/digest.h"
#include "notify/digest_news.h"
#include "notify/language.h"
#include "notify/notice_view.h"
#include "notify/site_words.h"
#include "notify/state_view.h"

namespace notify {
namespace {

using lib::mustache::data;

constexpr std::size_t kColumns = 72;

// The title of a kind as it stands inside a sentence; of letters outside of ASCII those of Western
// Europe.
std::string inside_sentence(std::string title) {
  constexpr unsigned char kLatin = 0xC3;
  constexpr unsigned char kSmall = 0x20;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(title[i]); };
  if (title.empty()) return title;
  if (title[0] >= 'A' && title[0] <= 'Z') title[0] = static_cast<char>(byte(0) + kSmall);
  if (title.size() > 1 && byte(0) == kLatin && byte(1) >= 0x80 && byte(1) < 0x9F) {
    title[1] = static_cast<char>(byte(1) + kSmall);
  }
  return title;
}

}  // namespace

struct Templates::Set {
  explicit Set(const std::filesystem::path& folder)
      : language{folder},
        events{folder, language},
        state{folder},
        site{folder},
        following{folder / "following.mustache", lib::Template::Escape::none},
        schedule{folder / "schedule.mustache", lib::Template::Escape::none},
        preview{folder / "preview.mustache", lib::Template::Escape::none},
        leave{folder / "leave.mustache", lib::Template::Escape::none},
        means{folder / "means.mustache", lib::Template::Escape::none},
        means_not{folder / "means-not.mustache", lib::Template::Escape::none},
        subject{folder / "notice.subject.mustache", lib::Template::Escape::none},
        text{folder / "notice.txt.mustache", lib::Template::Escape::none},
        html{folder / "notice.html.mustache", lib::Template::Escape::html},
        brief{folder / "notice.brief.mustache", lib::Template::Escape::none},
        issue_subject{folder / "issue.subject.mustache", lib::Template::Escape::none},
        issue_text{folder / "issue.txt.mustache", lib::Template::Escape::none},
        issue_html{folder / "issue.html.mustache", lib::Template::Escape::html},
        digests{folder.parent_path().string(), folder.filename().string()} {}

  Language language;
  EventWords events;
  StateWords state;
  SiteWords site;
  lib::Template following;
  lib::Template schedule;
  lib::Template preview;
  lib::Template leave;
  lib::Template means;
  lib::Template means_not;
  lib::Template subject;
  lib::Template text;
  lib::Template html;
  lib::Template brief;
  lib::Template issue_subject;
  lib::Template issue_text;
  lib::Template issue_html;
  Digests digests;
};

Templates::Templates(const std::string& directory, const std::string& language)
    : set_{std::make_unique<Set>(std::filesystem::path{directory} / language)} {}

Templates::~Templates() = default;
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;

std::string Templates::following(const Filter& filter) const {
  const auto list = [&](const auto& items, const auto& name_of_item) {
    std::vector<std::string> names;
    for (const auto& item : items)
      names.push_back(name_of_item(item));
    return set_->language.list(names);
  };
  data view;
  set_flag(view, "milestones_only", filter.milestones_only);
  set_text(view, "kinds", list(filter.kinds, [&](treaty::EventKind kind) {
             return inside_sentence(set_->site.kind(treaty::name_of(kind)));
           }));
  set_text(view, "participants", list(filter.participants, [&](const treaty::Named& one) {
             return set_->language.participant(one.id, one.name);
           }));
  set_text(view, "groups", list(filter.groups, [](const auto& group) { return group->name; }));
  set_text(view, "treaties",
           list(filter.treaties, [](const std::string& number) { return number; }));
  return lib::one_line(set_->following.render(view), kText);
}

std::string Templates::schedule(const Schedule& schedule) const {
  if (schedule.when == When::at_once && schedule.weekends) return {};
  data view;
  set_flag(view, "at_once", schedule.when == When::at_once);
  set_flag(view, "daily", schedule.when == When::daily);
  set_flag(view, "weekly", schedule.when == When::weekly);
  set_flag(view, "monthly", schedule.when == When::monthly);
  set_flag(view, "weekends", schedule.weekends);
  set_number(view, "hour", static_cast<int>(schedule.hour));
  set_text(view, "zone", schedule.zone);
  return lib::one_line(set_->schedule.render(view), kText);
}

std::string Templates::preview(const Preview& preview) const {
  const auto set_amount = [](data& view, const char* name, const char* one, int n) {
    set_number(view, name, n);
    set_flag(view, one, n == 1);
  };
  data view;
  set_number(view, "days", preview.days);
  set_amount(view, "notices", "one_notice", static_cast<int>(preview.notices));
  set_flag(view, "nothing_looked_at", !preview.watching_since);
  if (preview.watched) {
    data watched;
    set_amount(watched, "days", "one_day", *preview.watched);
    view.set("watched", watched);
  }
  return lib::one_line(set_->preview.render(view), kText);
}

Leave Templates::leave(const std::string& link, const std::string& address,
                       const std::string& subject) const {
  if (link.empty() && address.empty()) return {};
  data view;
  set_text(view, "link", link);
  set_text(view, "address", address);
  set_text(view, "subject", subject);
  return {.sentence = lib::one_line(set_->leave.render(view), kText),
          .href = link.empty() ? "mailto:" + address + "?subject=" + lib::percent_encoded(subject)
                               : link,
          .shown = link.empty() ? address : link};
}

Message Templates::compose(std::span<const treaty::Event> events, const Context& context,
                           const Reason& reason) const {
  // Sentences are rendered first, so that both forms of the notice print the same words.
  data view = notice_view(events, context, reason, {set_->language, set_->events});
  if (const data* figures = view.get("state")) {
    data state = *figures;
    set_->state.add_to(state);
    view.set("state", state);
  }
  set_text(view, "means", set_->means.render(view));
  set_text(view, "means_not", set_->means_not.render(view));

  Message message;
  const std::string subject = lib::one_line(set_->subject.render(view), kHeadline);
  message.language = set_->language.code();
  message.subject = unmarked(subject);
  view.set("subject", data{message.subject});
  view.set("heading", data{subject});
  message.text = lib::wrap(unmarked(set_->text.render(view)), kColumns);
  message.html = with_english_marked(set_->html.render(view));
  message.brief = unmarked(set_->brief.render(view));
  return message;
}

Message Templates::compose_digest(
    std::span<const treaty::Event> events,
    const std::function<Context(const std::string& treaty)>& context_of,
    const Reason& reason) const {
  Digest digest{.title = {}, .since = {}, .until = events.back().first_seen, .treaties = {}};
  // The treaty of the weightiest event comes first, and gives the subject.
  for (const treaty::Event* event : by_weight(events)) {
    const auto same = [&](const DigestTreaty& entry) { return entry.number == event->treaty; };
    if (std::any_of(digest.treaties.begin(), digest.treaties.end(), same)) continue;
    DigestTreaty entry{.number = event->treaty, .context = context_of(event->treaty), .events = {}};
    std::copy_if(events.begin(), events.end(), std::back_inserter(entry.events),
                 [&](const treaty::Event& other) { return other.treaty == entry.number; });
    digest.treaties.push_back(std::move(entry));
  }
  Message message{.language = set_->language.code()};
  std::size_t told = 0;  // items of news, one for a burst that is told as one
  for (const DigestTreaty& entry : digest.treaties) {
    std::vector<treaty::Event> news = digest_news(entry.events, entry.context.assessment).all();
    // Days that draw near are no news in an issue, and all the same why this mail goes out.
    if (news.empty()) news = entry.events;
    const Message part = compose(news, entry.context, reason);
    const data view = notice_view(news, entry.context, reason, {set_->language, set_->events});
    const bool as_one = view.get("burst") != nullptr;
    if (message.subject.empty()) {
      message.subject = as_one ? part.subject : unmarked(view.get("headline")->string_value());
      told += as_one ? 1 : news.size();
    } else {
      told += news.size();
    }
    if (digest.treaties.size() > 1) {
      message.brief +=
          unmarked(name_in_sentence(entry.context.assessment, entry.number, set_->language)) +
          ":\n";
    }
    message.brief += part.brief;
  }
  const int more = static_cast<int>(told) - 1;
  data view;
  view.set("headline", data{message.subject});
  if (more > 0) set_number(view, "more", more);
  message.subject = lib::one_line(set_->issue_subject.render(view), kHeadline);
  view.set("subject", data{message.subject});
  set_text(view, "following", reason.following, kHeadline);
  set_text(view, "note", reason.note, kHeadline);
  set_leave(view, reason.leave);
  view.set("digest", data{set_->digests.write(digest, DigestFormat::text)});
  message.text = lib::wrap(set_->issue_text.render(view), kColumns);
  view.set("digest", data{set_->digests.write(digest, DigestFormat::html)});
  message.html = set_->issue_html.render(view);
  return message;
}

TemplatesByLanguage load_templates(const std::string& directory) {
  TemplatesByLanguage all;
  for (const std::string& language : languages_in(directory))
    all.emplace(language, Templates{directory, language});
  return all;
}

const Templates& templates_for(const TemplatesByLanguage& all, const std::string& language) {
  const auto found = all.find(language);
  return found == all.end() ? all.at("en") : found->second;
}

}  // namespace notify
