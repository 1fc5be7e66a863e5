#include "notify/message.h"

#include <array>
#include <filesystem>
#include <map>
#include <string_view>

#include "lib/mustache.h"
#include "lib/plain_text.h"
#include "notify/notice_view.h"

namespace notify {
namespace {

using lib::mustache::data;

constexpr std::size_t kColumns = 72;

/// Sentences, rendered first; both forms of the notice then print the same words.
struct Sentence {
  const char* value;  ///< the name under which the notice sees it
  const char* file;
  bool of_state;  ///< speaks of the state of play
};
constexpr std::array kSentences = {
    Sentence{"count_sentence", "count", true}, Sentence{"register_sentence", "register", true},
    Sentence{"date_sentence", "date", true},   Sentence{"means", "means", false},
    Sentence{"means_not", "means-not", false},
};

}  // namespace

struct Templates::Set {
  std::map<std::string, lib::Template, std::less<>> by_name;

  void load(const std::filesystem::path& folder, const std::string& name,
            lib::Template::Escape escape) {
    by_name.emplace(name, lib::Template{folder / (name + ".mustache"), escape});
  }

  std::string render(std::string_view name, const data& view) {
    return by_name.find(name)->second.render(view);
  }

  std::string render_line(std::string_view name, const data& view) {
    return lib::one_line(render(name, view), std::string::npos / 2);
  }
};

Templates::Templates(const std::string& directory, const std::string& language)
    : set_{std::make_unique<Set>()} {
  const auto folder = std::filesystem::path{directory} / language;
  for (const Sentence& sentence : kSentences)
    set_->load(folder, sentence.file, lib::Template::Escape::none);
  set_->load(folder, "notice.subject", lib::Template::Escape::none);
  set_->load(folder, "notice.txt", lib::Template::Escape::none);
  set_->load(folder, "notice.html", lib::Template::Escape::html);
}

Templates::~Templates() = default;
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;

Message Templates::compose(std::span<const treaty::Event> events, const Context& context,
                           const Reason& reason) const {
  data view = notice_view(events, context, reason);
  data state = view.get("state") != nullptr ? *view.get("state") : data{data::type::object};
  const bool has_state = view.get("state") != nullptr;
  for (const Sentence& sentence : kSentences) {
    if (sentence.of_state && !has_state) continue;
    const std::string line = set_->render_line(sentence.file, sentence.of_state ? state : view);
    if (line.empty()) continue;
    (sentence.of_state ? state : view).set(sentence.value, data{line});
  }
  if (has_state) view.set("state", state);

  Message message;
  message.subject = set_->render_line("notice.subject", view);
  view.set("subject", data{message.subject});
  message.text = lib::wrap(set_->render("notice.txt", view), kColumns);
  message.html = set_->render("notice.html", view);
  return message;
}

}  // namespace notify
