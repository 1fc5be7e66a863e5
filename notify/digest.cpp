#include "notify/digest.h"

#include <filesystem>
#include <utility>

#include "lib/json.h"
#include "lib/mustache.h"
#include "lib/plain_text.h"
#include "lib/rfc3339.h"
#include "notify/digest_news.h"
#include "notify/digest_view.h"
#include "notify/event_json.h"

namespace notify {
namespace {

constexpr std::size_t kColumns = 72;

lib::json::array events_json(const std::vector<treaty::Event>& events) {
  lib::json::array list;
  for (const treaty::Event& event : events)
    list.emplace_back(event_json(event));
  return list;
}

lib::json::value sentence(const lib::mustache::data& state, const char* name) {
  const lib::mustache::data* value = state.get(name);
  if (value == nullptr) return nullptr;
  return lib::json::string{unmarked(value->string_value())};
}

lib::json::object treaty_json(const DigestTreaty& entry, const Digest& digest, StateWords& words,
                              const Language& language) {
  const DigestNews news = digest_news(entry.events, entry.context.assessment);
  const bool read = is_read(entry, digest);
  lib::json::object json;
  json["number"] = entry.number;
  json["read"] = read;
  json["stale"] = entry.context.stale;
  json["last_good_check"] = nullptr;
  if (entry.context.last_good_check) {
    json["last_good_check"] = lib::rfc3339(*entry.context.last_good_check);
  }
  json["milestones"] = events_json(news.milestones);
  json["deposits"] = events_json(news.deposits);
  json["signatures"] = events_json(news.signatures);
  json["others"] = events_json(news.others);
  json["corrections"] = events_json(news.corrections);
  json["state"] = nullptr;
  if (entry.context.assessment && read) {
    lib::mustache::data view = state_view(*entry.context.assessment, language);
    words.add_to(view);
    lib::json::object state;
    state["count"] = sentence(view, "count_sentence");
    state["register"] = sentence(view, "register_sentence");
    state["entry_into_force"] = sentence(view, "date_sentence");
    json["state"] = std::move(state);
  }
  return json;
}

std::string as_json(const Digest& digest, StateWords& words, const Language& language) {
  lib::json::object json;
  json["language"] = language.code();
  json["title"] = lib::one_line(digest.title, kHeadline);
  json["since"] = nullptr;
  if (digest.since) json["since"] = lib::rfc3339(*digest.since);
  json["until"] = lib::rfc3339(digest.until);
  lib::json::array treaties;
  for (const DigestTreaty& entry : digest.treaties)
    treaties.emplace_back(treaty_json(entry, digest, words, language));
  json["treaties"] = std::move(treaties);
  return lib::json::serialize(json) + '\n';
}

}  // namespace

struct Digests::Set {
  explicit Set(const std::filesystem::path& folder)
      : language{folder},
        events{folder, language},
        words{folder},
        reach{folder / "reach.mustache", lib::Template::Escape::none},
        text{folder / "digest.txt.mustache", lib::Template::Escape::none},
        markdown{folder / "digest.md.mustache", lib::Template::Escape::markdown},
        html{folder / "digest.html.mustache", lib::Template::Escape::html} {}

  Language language;
  EventWords events;
  StateWords words;
  lib::Template reach;
  lib::Template text;
  lib::Template markdown;
  lib::Template html;
};

std::optional<DigestFormat> digest_format_from_name(std::string_view name) {
  if (name == "text") return DigestFormat::text;
  if (name == "md") return DigestFormat::markdown;
  if (name == "html") return DigestFormat::html;
  if (name == "json") return DigestFormat::json;
  return std::nullopt;
}

Digests::Digests(const std::string& directory, const std::string& language)
    : set_{std::make_unique<Set>(std::filesystem::path{directory} / language)} {}
Digests::~Digests() = default;
Digests::Digests(Digests&&) noexcept = default;
Digests& Digests::operator=(Digests&&) noexcept = default;

std::string Digests::write(const Digest& digest, DigestFormat format) const {
  if (format == DigestFormat::json) return as_json(digest, set_->words, set_->language);
  const lib::mustache::data view =
      digest_view(digest, {set_->words, set_->reach}, {set_->language, set_->events});
  switch (format) {
    case DigestFormat::markdown: return unmarked(set_->markdown.render(view));
    case DigestFormat::html: return with_english_marked(set_->html.render(view));
    default: return lib::wrap(unmarked(set_->text.render(view)), kColumns);
  }
}

}  // namespace notify
