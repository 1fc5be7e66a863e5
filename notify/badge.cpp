#include "notify/badge.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "lib/plain_text.h"
#include "lib/xml.h"

namespace notify {
namespace {

using treaty::Assessment;
using treaty::EifState;

constexpr std::size_t kLabel = 60;
constexpr std::size_t kLine = 48;

treaty::Day day_of(treaty::Instant instant) {
  return treaty::Day::from_sys_days(std::chrono::floor<treaty::Days>(instant));
}

void set_count(Badge& badge, const Assessment& assessment, const SiteWords& words) {
  badge.value = words.say("count", {{"count", std::to_string(assessment.count)},
                                    {"needed", std::to_string(assessment.instruments)}});
  badge.detail = words.count("more", assessment.remaining);
  badge.tone = BadgeTone::counting;
}

void set_date(Badge& badge, const Assessment& assessment, const SiteWords& words) {
  const auto date = assessment.entry_into_force();
  const std::string day = date ? words.short_day(*date) : std::string{};
  badge.tone = BadgeTone::dated;
  switch (assessment.state) {
    case EifState::computed: badge.value = words.say("computed_on", {{"day", day}}); break;
    case EifState::contested: badge.value = words.say("contested"); break;
    case EifState::official: badge.value = words.say("in_force_on", {{"day", day}}); break;
    case EifState::provisional: badge.value = words.say("provisional"); break;
    case EifState::in_force:
      badge.value = words.say("in_force");
      badge.tone = BadgeTone::in_force;
      if (date) badge.detail = words.say("since", {{"day", words.language().day(*date)}});
      return;
    case EifState::ended:
      badge.value = words.say("ended");
      badge.tone = BadgeTone::plain;
      return;
    case EifState::none: return;
  }
  if (assessment.threshold_day) {
    badge.detail = words.say("reached", {{"needed", std::to_string(assessment.instruments)},
                                         {"day", words.short_day(*assessment.threshold_day)}});
  }
}

const char* color_of(BadgeTone tone) {
  switch (tone) {
    case BadgeTone::counting: return "#1f6fb2";
    case BadgeTone::dated: return "#8a5a00";
    case BadgeTone::in_force: return "#1a7440";
    case BadgeTone::stale:
    case BadgeTone::plain: return "#5c6670";
  }
  return "#5c6670";
}

// Near enough for a sans-serif face of 11 pixels; textLength makes the text fit it exactly.
int width_of(const std::string& text) {
  double width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;
    if (std::string_view{"iljftrI.,:;'()| "}.find(c) != std::string_view::npos) {
      width += 4.2;
    } else if (std::string_view{"mwMW"}.find(c) != std::string_view::npos || byte >= 0xE3U) {
      width += 10.2;
    } else {
      width += c >= 'A' && c <= 'Z' ? 7.8 : 6.7;
    }
  }
  return static_cast<int>(width) + 1;
}

lib::XmlNode add(lib::XmlNode parent, const char* name,
                 std::initializer_list<std::pair<const char*, std::string>> attributes) {
  auto node = parent.append_child(name);
  for (const auto& [key, value] : attributes)
    node.append_attribute(key).set_value(value.c_str());
  return node;
}

void add_text(lib::XmlNode parent, const std::string& text,
              std::initializer_list<std::pair<const char*, std::string>> attributes) {
  add(parent, "text", attributes).text().set(text.c_str());
}

std::string title_of(const Badge& badge) {
  std::string title = badge.label + ": " + badge.value;
  if (!badge.detail.empty()) title += "; " + badge.detail;
  return title + " (" + badge.as_of + ')';
}

lib::XmlNode start_svg(lib::XmlDocument& document, const Badge& badge, int width, int height) {
  const std::string w = std::to_string(width);
  const std::string h = std::to_string(height);
  const std::string title = title_of(badge);
  auto svg = add(document, "svg",
                 {{"xmlns", "http://www.w3.org/2000/svg"},
                  {"width", w},
                  {"height", h},
                  {"viewBox", "0 0 " + w + ' ' + h},
                  {"role", "img"},
                  {"aria-label", title}});
  svg.append_child("title").text().set(title.c_str());
  return svg;
}

}  // namespace

Badge badge_of(const Assessment& assessment, const SiteWords& words,
               const std::optional<treaty::Instant>& last_good_check, bool stale) {
  Badge badge;
  badge.label = lib::one_line(unmarked(words.treaty(assessment.number, assessment.name)), kLabel);
  badge.source = words.say("collection");
  const auto checked = last_good_check ? std::optional{day_of(*last_good_check)} : std::nullopt;
  badge.as_of = checked ? words.say("as_of", {{"day", words.language().day(*checked)}})
                        : words.say("not_checked");
  const bool rule = assessment.has_rule && assessment.instruments > 0;
  if (assessment.state != EifState::none) {
    set_date(badge, assessment, words);
  } else if (rule) {
    set_count(badge, assessment, words);
  } else {
    badge.value = words.count("parties", assessment.count_register);
  }
  badge.has_bar = rule;
  if (rule) badge.percent = std::clamp(assessment.count * 100 / assessment.instruments, 0, 100);
  if (stale) {
    badge.tone = BadgeTone::stale;
    badge.value += " · " + (checked ? words.short_day(*checked) : words.say("old"));
  }
  return badge;
}

std::string badge_svg(const Badge& badge) {
  constexpr int kPad = 8;
  const int left = width_of(badge.label) + 2 * kPad;
  const int right = width_of(badge.value) + 2 * kPad;
  lib::XmlDocument document;
  auto svg = start_svg(document, badge, left + right, 20);
  // Drawn without ids and classes, so that several may stand in one page.
  add(svg, "rect",
      {{"width", std::to_string(left + right)},
       {"height", "20"},
       {"rx", "3"},
       {"fill", "#30373d"}});
  const std::string flat = std::to_string(right - 3);
  add(svg, "path",
      {{"d", "M" + std::to_string(left) + " 0h" + flat + "a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-" +
                 flat + "z"},
       {"fill", color_of(badge.tone)}});
  auto words = add(svg, "g",
                   {{"fill", "#ffffff"},
                    {"font-family", "Verdana,DejaVu Sans,Helvetica,Arial,sans-serif"},
                    {"font-size", "11"}});
  const auto put = [&](const std::string& text, int x) {
    add_text(words, text,
             {{"x", std::to_string(x)},
              {"y", "14"},
              {"textLength", std::to_string(width_of(text))},
              {"lengthAdjust", "spacingAndGlyphs"}});
  };
  put(badge.label, kPad);
  put(badge.value, left + kPad);
  return lib::write_xml(document);
}

std::string counter_svg(const Badge& badge) {
  constexpr int kWidth = 320;
  constexpr int kBar = 288;
  lib::XmlDocument document;
  auto svg = start_svg(document, badge, kWidth, 128);
  svg.append_child("style").text().set(
      ".td-card{fill:#fff;stroke:#cfd6dc}.td-ink{fill:#1d2329}.td-soft{fill:#56616c}"
      ".td-rest{fill:#dde3e8}@media (prefers-color-scheme:dark){"
      ".td-card{fill:#14181d;stroke:#39424c}.td-ink{fill:#e6e9ed}.td-soft{fill:#a7b0ba}"
      ".td-rest{fill:#39424c}}");
  add(svg, "rect",
      {{"class", "td-card"},
       {"x", "0.5"},
       {"y", "0.5"},
       {"width", "319"},
       {"height", "127"},
       {"rx", "4"}});
  auto words = add(svg, "g", {{"font-family", "Helvetica,Arial,DejaVu Sans,sans-serif"}});
  const auto put = [&](const std::string& text, int y, int size, const char* look) {
    const std::string line = lib::one_line(text, kLine);
    const int wide = width_of(line) * size / 11;
    // Only a line that would run out of the card is squeezed.
    auto node = add(words, "text",
                    {{"class", look},
                     {"x", "16"},
                     {"y", std::to_string(y)},
                     {"font-size", std::to_string(size)}});
    if (size > 20) node.append_attribute("font-weight").set_value("bold");
    if (wide > kBar) {
      node.append_attribute("textLength").set_value(kBar);
      node.append_attribute("lengthAdjust").set_value("spacingAndGlyphs");
    }
    node.text().set(line.c_str());
  };
  put(badge.label, 26, 14, "td-soft");
  put(badge.value, 60, badge.value.size() > 16 ? 18 : 30, "td-ink");
  if (badge.has_bar) {
    add(svg, "rect",
        {{"class", "td-rest"}, {"x", "16"}, {"y", "72"}, {"width", "288"}, {"height", "8"}});
    add(svg, "rect",
        {{"fill", color_of(badge.tone)},
         {"x", "16"},
         {"y", "72"},
         {"width", std::to_string(kBar * badge.percent / 100)},
         {"height", "8"}});
  }
  put(badge.detail, 98, 13, "td-ink");
  put(badge.as_of + " · " + badge.source, 116, 11, "td-soft");
  return lib::write_xml(document);
}

}  // namespace notify
