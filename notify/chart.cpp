#include "notify/chart.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <utility>
#include <vector>

#include "lib/plain_text.h"
#include "lib/xml.h"
#include "notify/chart_data.h"

namespace notify {
namespace {

using treaty::Assessment;
using treaty::Day;
using Days = std::vector<Day>;
using Attributes = std::initializer_list<std::pair<const char*, std::string>>;

/// A span of so many days is told in months.
constexpr int kMonthsUpTo = 800;
/// Less than this is drawn for a phone.
constexpr int kNarrow = 500;

constexpr const char* kStyle =
    ".td-ground{stroke:#8a949e;stroke-width:1}.td-grid{stroke:#e1e6ea;stroke-width:1}"
    ".td-area{fill:#1f6fb2;fill-opacity:.16}"
    ".td-line{fill:none;stroke:#1f6fb2;stroke-width:2.5;stroke-linejoin:round}"
    ".td-thin{fill:none;stroke:#6b7680;stroke-width:1.5}.td-goal{stroke:#1d2329;stroke-width:1.25;"
    "stroke-dasharray:2 3}.td-mark{stroke:#1a7440;stroke-width:1.5}.td-open{stroke-dasharray:5 3}"
    ".td-dot{fill:#1f6fb2;stroke:#fff;stroke-width:1.5}"
    ".td-chart text{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}"
    ".td-text{fill:#56616c}.td-strong{fill:#17588f;font-weight:bold}.td-ink{fill:#1d2329}"
    ".td-green{fill:#1a7440;font-weight:bold}"
    "@media (prefers-color-scheme:dark){.td-ground{stroke:#6b7680}.td-grid{stroke:#2b333b}"
    ".td-area{fill:#6aa9e0}.td-line{stroke:#6aa9e0}.td-thin{stroke:#a7b0ba}"
    ".td-goal{stroke:#e6e9ed}.td-mark{stroke:#6cc796}.td-dot{fill:#6aa9e0;stroke:#14181d}"
    ".td-chart "
    "text{stroke:#14181d}.td-text{fill:#a7b0ba}.td-strong{fill:#8cc1f0}.td-ink{fill:#e6e9ed}"
    ".td-green{fill:#6cc796}}";

lib::XmlNode add(lib::XmlNode parent, const char* name, Attributes attributes) {
  auto node = parent.append_child(name);
  for (const auto& [key, value] : attributes)
    node.append_attribute(key).set_value(value.c_str());
  return node;
}

class Drawing {
 public:
  Drawing(const Assessment& assessment, const ChartData& data, const SiteWords& words, int width,
          int height)
      : assessment_{assessment}, data_{data}, words_{words}, width_{width}, height_{height} {
    svg_ = add(document_, "svg",
               {{"xmlns", "http://www.w3.org/2000/svg"},
                {"viewBox", "0 0 " + std::to_string(width) + ' ' + std::to_string(height)},
                {"width", std::to_string(width)},
                {"height", std::to_string(height)},
                {"class", "td-chart"},
                {"role", "img"},
                {"font-family", "Helvetica,Arial,DejaVu Sans,sans-serif"},
                {"font-size", "13"}});
    const std::string title = chart_in_words(assessment, words);
    svg_.append_attribute("aria-label").set_value(title.c_str());
    svg_.append_child("title").text().set(title.c_str());
    svg_.append_child("style").text().set(kStyle);
  }

  std::string draw() {
    draw_numbers();
    if (data_.last - data_.first < treaty::Days{kMonthsUpTo}) {
      draw_months();
    } else {
      draw_years();
    }
    if (!data_.signatures.empty()) path("td-thin", steps(data_.signatures));
    if (!data_.deposits.empty()) {
      path("td-area", steps(data_.deposits) + 'V' + point(y(0)) + 'H' +
                          point(x(data_.deposits.front())) + 'Z');
      path("td-line", steps(data_.deposits));
    }
    line("td-ground", left(), y(0), right(), y(0));
    draw_date();
    draw_goal();
    draw_ends();
    return lib::write_xml(document_);
  }

 private:
  [[nodiscard]] bool narrow() const { return width_ < kNarrow; }
  [[nodiscard]] double left() const { return data_.top < 100 ? 24 : 32; }
  [[nodiscard]] double right() const { return width_ - 104.0; }
  // A date is written above the lines.
  [[nodiscard]] double top() const { return assessment_.entry_into_force() ? 34 : 0; }
  [[nodiscard]] double bottom() const { return height_ - 24.0; }
  [[nodiscard]] double x(Day day) const {
    const auto span = static_cast<double>((data_.last - data_.first).count());
    return left() + (right() - left()) * static_cast<double>((day - data_.first).count()) / span;
  }
  // A line's height stays free above the largest number, for what is written there.
  [[nodiscard]] double y(int n) const {
    constexpr double kHeadroom = 20;
    return bottom() - (bottom() - top() - kHeadroom) * n / data_.top;
  }
  // Tenths of a pixel, written without a locale.
  static std::string point(double value) {
    const auto tenths = std::lround(value * 10);
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
  }

  [[nodiscard]] std::string steps(const Days& days) const {
    std::string d = 'M' + point(x(days.front())) + ' ' + point(y(0));
    int n = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
      ++n;
      if (i + 1 < days.size() && days[i + 1] == days[i]) continue;
      d += 'H' + point(x(days[i])) + 'V' + point(y(n));
    }
    return d + 'H' + point(now());
  }

  [[nodiscard]] double now() const { return x(std::min(assessment_.today, data_.last)); }

  void line(const char* look, double x1, double y1, double x2, double y2) {
    add(svg_, "line",
        {{"class", look},
         {"x1", point(x1)},
         {"y1", point(y1)},
         {"x2", point(x2)},
         {"y2", point(y2)}});
  }
  void path(const char* look, const std::string& d) {
    add(svg_, "path", {{"class", look}, {"d", d}});
  }
  void text(const char* look, double at_x, double at_y, const std::string& words,
            const char* anchor = "start") {
    add(svg_, "text",
        {{"class", look}, {"x", point(at_x)}, {"y", point(at_y)}, {"text-anchor", anchor}})
        .text()
        .set(words.c_str());
  }

  void draw_numbers() {
    const int step = axis_step(data_.top, 5);
    for (int n = 0; n <= data_.top; n += step) {
      if (n > 0) line("td-grid", left(), y(n), right(), y(n));
      text("td-text", left() - 6, y(n) + 4.5, std::to_string(n), "end");
    }
  }

  void draw_years() {
    const int from = static_cast<int>(data_.first.ymd().year()) + 1;
    const int to = static_cast<int>(data_.last.ymd().year());
    const int step = axis_step(to - from, narrow() ? 3 : 8);
    for (int year = from; year <= to; ++year) {
      if (step > 1 && year % step != 0) continue;
      const auto day = Day::from_ymd(year, 1, 1);
      if (!day) continue;
      tick(*day, std::to_string(year));
    }
  }

  void tick(Day day, const std::string& label) {
    line("td-ground", x(day), y(0), x(day), y(0) + 5);
    text("td-text", x(day), height_ - 5.0, label, x(day) < left() + 16 ? "start" : "middle");
  }

  void draw_months() {
    const auto ymd = data_.first.ymd();
    const int from = static_cast<int>(ymd.year()) * 12 + static_cast<int>(unsigned{ymd.month()});
    const auto months = static_cast<int>((data_.last - data_.first).count() / 30);
    const int most = narrow() ? 3 : 6;
    int step = 1;
    for (const int each : {1, 2, 3, 6, 12}) {
      step = each;
      if (months / each < most) break;
    }
    bool first = true;
    for (int month = from;; ++month) {
      const int of_year = month % 12;
      const auto day = Day::from_ymd(month / 12, static_cast<unsigned>(of_year) + 1, 1);
      if (!day || *day > data_.last) return;
      if (of_year % step != 0) continue;
      const bool with_year = std::exchange(first, false) || of_year == 0;
      tick(*day, words_.short_month(static_cast<unsigned>(of_year) + 1) +
                     (with_year ? ' ' + std::to_string(month / 12) : std::string{}));
    }
  }

  // The number, and where the line met it. What is written beside that point needs room on one of
  // its sides; the number's own label stands where that leaves some.
  void draw_goal() {
    if (!assessment_.has_rule || assessment_.instruments == 0) return;
    constexpr double kNthWide = 175;
    constexpr double kNeededWide = 80;
    const double at = y(assessment_.instruments);
    line("td-goal", left(), at, right(), at);
    const std::string number = std::to_string(assessment_.instruments);
    const std::string needed = words_.say("chart_needed", {{"needed", number}});
    const auto& day = assessment_.threshold_day;
    if (!day || *day < data_.first || *day > data_.last) {
      return text("td-ink", left() + 4, at - 6, needed);
    }
    const std::string nth =
        words_.say("chart_nth", {{"needed", number}, {"day", words_.short_day(*day)}});
    const double met = x(*day);
    const bool before = met - left() > kNthWide;
    if (before) {
      text("td-strong", met - 9, at - 7, nth, "end");
      if (met - left() > kNthWide + kNeededWide) text("td-ink", left() + 4, at - 6, needed);
    } else {
      text("td-strong", beyond_date(met + 9), at + 17, nth);
      if (right() - met > kNeededWide) text("td-ink", right() - 6, at - 6, needed, "end");
    }
    add(svg_, "circle", {{"class", "td-dot"}, {"cx", point(met)}, {"cy", point(at)}, {"r", "5"}});
  }

  // Where a text may begin that would otherwise run through the line of the date.
  [[nodiscard]] double beyond_date(double begin) const {
    const auto date = assessment_.entry_into_force();
    if (!date || *date < data_.first) return begin;
    const double at = x(*date);
    return at > begin - 6 && at < begin + 60 ? at + 6 : begin;
  }

  void draw_date() {
    const auto date = assessment_.entry_into_force();
    if (!date || *date < data_.first) return;
    const bool computed = assessment_.state == treaty::EifState::computed;
    const double at = x(*date);
    line(computed ? "td-mark td-open" : "td-mark", at, top() - 12, at, y(0));
    const std::string day = words_.language().day(*date);
    const std::string label =
        words_.say(computed ? "chart_computed" : "chart_in_force", {{"day", day}});
    const bool late = at > (left() + right()) / 2;
    // Beyond the middle there is more room on the left, and some in the margin.
    const double end = late ? std::min(at + 90, width_ - 4.0) : at - 1;
    text("td-green", end, top() - 17, label, late ? "end" : "start");
  }

  // The two labels at the end of the lines keep a line's height apart.
  void draw_ends() {
    constexpr double kWide = 98;
    const double end = right() - now() > kWide ? now() + 7 : right() + 7;
    double deposits = y(static_cast<int>(data_.deposits.size())) + 4.5;
    double signatures = y(static_cast<int>(data_.signatures.size())) + 4.5;
    constexpr double kApart = 16;
    if (!data_.deposits.empty() && !data_.signatures.empty() &&
        std::abs(deposits - signatures) < kApart) {
      if (deposits <= signatures) {
        signatures = deposits + kApart;
      } else {
        deposits = signatures + kApart;
      }
      const double over = std::max(deposits, signatures) - bottom();
      if (over > 0) {
        deposits -= over;
        signatures -= over;
      }
    }
    const auto label = [&](const char* look, double at, const char* key, std::size_t n) {
      if (n > 0) text(look, end, at, words_.say(key, {{"n", std::to_string(n)}}));
    };
    label("td-strong", deposits, "chart_deposited", data_.deposits.size());
    label("td-text", signatures, "chart_signed", data_.signatures.size());
  }

  const Assessment& assessment_;
  const ChartData& data_;
  const SiteWords& words_;
  int width_;
  int height_;
  lib::XmlDocument document_;
  lib::XmlNode svg_;
};

}  // namespace

std::string chart_in_words(const Assessment& assessment, const SiteWords& words) {
  const auto data = chart_data(assessment);
  if (!data) return {};
  const Language& language = words.language();
  std::string text = words.say(
      "chart_span",
      {{"first", language.day(data->first)},
       {"last", language.day(assessment.today)},
       {"signatures", words.count("chart_signatures", static_cast<int>(data->signatures.size()))},
       {"deposits", words.count("chart_deposits", static_cast<int>(data->deposits.size()))}});
  if (assessment.has_rule && assessment.instruments > 0) {
    text += words.say("chart_of", {{"needed", std::to_string(assessment.instruments)}});
    if (assessment.threshold_day) {
      text += words.say("chart_reached", {{"day", language.day(*assessment.threshold_day)}});
    }
  }
  return lib::one_line(text + '.', 400);
}

std::string progress_chart(const Assessment& assessment, const SiteWords& words, int width,
                           int height) {
  const auto data = chart_data(assessment);
  if (!data) return {};
  return Drawing{assessment, *data, words, width, height}.draw();
}

}  // namespace notify
