#include "notify/message.h"

#include <filesystem>

#include "lib/mustache.h"
#include "lib/plain_text.h"
#include "notify/notice_view.h"
#include "notify/state_view.h"

namespace notify {
namespace {

using lib::mustache::data;

constexpr std::size_t kColumns = 72;

}  // namespace

struct Templates::Set {
  explicit Set(const std::filesystem::path& folder)
      : state{folder},
        means{folder / "means.mustache", lib::Template::Escape::none},
        means_not{folder / "means-not.mustache", lib::Template::Escape::none},
        subject{folder / "notice.subject.mustache", lib::Template::Escape::none},
        text{folder / "notice.txt.mustache", lib::Template::Escape::none},
        html{folder / "notice.html.mustache", lib::Template::Escape::html},
        brief{folder / "notice.brief.mustache", lib::Template::Escape::none} {}

  StateWords state;
  lib::Template means;
  lib::Template means_not;
  lib::Template subject;
  lib::Template text;
  lib::Template html;
  lib::Template brief;
};

Templates::Templates(const std::string& directory, const std::string& language)
    : set_{std::make_unique<Set>(std::filesystem::path{directory} / language)} {}

Templates::~Templates() = default;
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;

Message Templates::compose(std::span<const treaty::Event> events, const Context& context,
                           const Reason& reason) const {
  // Sentences are rendered first, so that both forms of the notice print the same words.
  data view = notice_view(events, context, reason);
  if (const data* figures = view.get("state")) {
    data state = *figures;
    set_->state.add_to(state);
    view.set("state", state);
  }
  set_text(view, "means", set_->means.render(view));
  set_text(view, "means_not", set_->means_not.render(view));

  Message message;
  message.subject = lib::one_line(set_->subject.render(view), kHeadline);
  view.set("subject", data{message.subject});
  message.text = lib::wrap(set_->text.render(view), kColumns);
  message.html = set_->html.render(view);
  message.brief = set_->brief.render(view);
  return message;
}

}  // namespace notify
