#include "notify/chart.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "lib/plain_text.h"
#include "lib/xml.h"

namespace notify {
namespace {

using treaty::Assessment;
using treaty::Day;
using Days = std::vector<Day>;
using Attributes = std::initializer_list<std::pair<const char*, std::string>>;

/// A span of so many days is told in months.
constexpr int kMonthsUpTo = 800;

constexpr const char* kStyle =
    ".td-ground{stroke:#cfd6dc;stroke-width:1}.td-area{fill:#1f6fb2;fill-opacity:.16}"
    ".td-line{fill:none;stroke:#1f6fb2;stroke-width:2.5;stroke-linejoin:round}"
    ".td-thin{fill:none;stroke:#6b7680;stroke-width:1.5}.td-goal{stroke:#1d2329;stroke-width:1;"
    "stroke-dasharray:2 3}.td-mark{stroke:#1a7440;stroke-width:1.5}"
    ".td-open{stroke-dasharray:5 "
    "3}.td-text{fill:#56616c}.td-strong{fill:#17588f;font-weight:bold}.td-ink{fill:#1d2329}"
    ".td-green{fill:#1a7440;font-weight:bold}"
    "@media (prefers-color-scheme:dark){.td-ground{stroke:#39424c}.td-area{fill:#6aa9e0}"
    ".td-line{stroke:#6aa9e0}.td-thin{stroke:#a7b0ba}.td-goal{stroke:#e6e9ed}"
    ".td-mark{stroke:#6cc796}.td-text{fill:#a7b0ba}.td-strong{fill:#8cc1f0}.td-ink{fill:#e6e9ed}"
    ".td-green{fill:#6cc796}}";

lib::XmlNode add(lib::XmlNode parent, const char* name, Attributes attributes) {
  auto node = parent.append_child(name);
  for (const auto& [key, value] : attributes)
    node.append_attribute(key).set_value(value.c_str());
  return node;
}

struct Data {
  Days deposits;
  Days signatures;
  Day first;
  Day last;
  int top;
};

std::optional<Data> data_of(const Assessment& assessment) {
  Days deposits;
  Days signatures;
  for (const auto& standing : assessment.participants) {
    if (standing.deposited && standing.counted) deposits.push_back(*standing.deposited);
    if (standing.signed_on) signatures.push_back(*standing.signed_on);
  }
  std::sort(deposits.begin(), deposits.end());
  std::sort(signatures.begin(), signatures.end());
  if (deposits.empty() && signatures.empty()) return std::nullopt;
  Day first = assessment.today;
  if (!deposits.empty()) first = std::min(first, deposits.front());
  if (!signatures.empty()) first = std::min(first, signatures.front());
  Day last = assessment.today;
  const auto date = assessment.entry_into_force();
  if (date && *date > last) last = *date;
  // A line of one day would have no width.
  if (last - first < treaty::Days{30}) last = first + treaty::Days{30};
  const int rows = static_cast<int>(std::max(deposits.size(), signatures.size()));
  return Data{std::move(deposits), std::move(signatures), first, last,
              std::max({rows, assessment.instruments, 1})};
}

class Drawing {
 public:
  Drawing(const Assessment& assessment, const Data& data, int width, int height)
      : assessment_{assessment}, data_{data}, width_{width}, height_{height} {
    svg_ = add(document_, "svg",
               {{"xmlns", "http://www.w3.org/2000/svg"},
                {"viewBox", "0 0 " + std::to_string(width) + ' ' + std::to_string(height)},
                {"width", std::to_string(width)},
                {"height", std::to_string(height)},
                {"role", "img"},
                {"font-family", "Helvetica,Arial,DejaVu Sans,sans-serif"},
                {"font-size", "13"}});
    const std::string words = chart_in_words(assessment);
    svg_.append_attribute("aria-label").set_value(words.c_str());
    svg_.append_child("title").text().set(words.c_str());
    svg_.append_child("style").text().set(kStyle);
  }

  std::string draw() {
    if (data_.last - data_.first < treaty::Days{kMonthsUpTo}) {
      draw_months();
    } else {
      draw_years();
    }
    line("td-ground", left(), y(0), right(), y(0));
    if (!data_.signatures.empty()) path("td-thin", steps(data_.signatures));
    if (!data_.deposits.empty()) {
      path("td-area", steps(data_.deposits) + 'V' + point(y(0)) + 'H' +
                          point(x(data_.deposits.front())) + 'Z');
      path("td-line", steps(data_.deposits));
    }
    draw_goal();
    draw_date();
    draw_ends();
    return lib::write_xml(document_);
  }

 private:
  [[nodiscard]] double left() const { return 2; }
  [[nodiscard]] double right() const { return width_ - 118.0; }
  [[nodiscard]] double top() const { return 30; }
  [[nodiscard]] double bottom() const { return height_ - 24.0; }
  [[nodiscard]] double x(Day day) const {
    const auto span = static_cast<double>((data_.last - data_.first).count());
    return left() + (right() - left()) * static_cast<double>((day - data_.first).count()) / span;
  }
  [[nodiscard]] double y(int n) const { return bottom() - (bottom() - top()) * n / data_.top; }
  // Tenths of a pixel, written without a locale.
  static std::string point(double value) {
    const auto tenths = static_cast<long>(value * 10 + 0.5);
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
    return d + 'H' + point(x(std::min(assessment_.today, data_.last)));
  }

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

  void draw_years() {
    const int from = static_cast<int>(data_.first.ymd().year()) + 1;
    const int to = static_cast<int>(data_.last.ymd().year());
    const int most = width_ < 500 ? 4 : 9;
    int step = 1;
    for (const int each : {1, 2, 5, 10, 20, 50}) {
      step = each;
      if ((to - from) / each < most) break;
    }
    for (int year = from; year <= to; ++year) {
      if (step > 1 && year % step != 0) continue;
      const auto day = Day::from_ymd(year, 1, 1);
      if (!day) continue;
      tick(*day, std::to_string(year));
    }
  }

  void tick(Day day, const std::string& label) {
    line("td-ground", x(day), y(0), x(day), y(0) + 5);
    text("td-text", x(day), height_ - 6.0, label, x(day) < 20 ? "start" : "middle");
  }

  void draw_months() {
    constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto ymd = data_.first.ymd();
    const int from = static_cast<int>(ymd.year()) * 12 + static_cast<int>(unsigned{ymd.month()});
    const auto months = static_cast<int>((data_.last - data_.first).count() / 30);
    const int most = width_ < 500 ? 3 : 6;
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
      tick(*day, std::string{kMonths.at(static_cast<std::size_t>(of_year))} +
                     (with_year ? ' ' + std::to_string(month / 12) : std::string{}));
    }
  }

  void draw_goal() {
    if (!assessment_.has_rule || assessment_.instruments == 0) return;
    const double at = y(assessment_.instruments);
    line("td-goal", left(), at, right(), at);
    text("td-ink", right() - 6, at - 5, std::to_string(assessment_.instruments) + " needed", "end");
  }

  void draw_date() {
    const auto date = assessment_.entry_into_force();
    if (!date || *date < data_.first) return;
    const bool computed = assessment_.state == treaty::EifState::computed;
    const double at = x(*date);
    line(computed ? "td-mark td-open" : "td-mark", at, top() - 12, at, y(0));
    const std::string words = (computed ? "computed: " : "in force ") + date->words();
    const bool late = at > (left() + right()) / 2;
    text("td-green", at + (late ? 4 : -1), top() - 16, words, late ? "end" : "start");
  }

  // The two labels at the end of the lines keep a line's height apart.
  void draw_ends() {
    const double end = right() + 8;
    double deposits = y(static_cast<int>(data_.deposits.size())) + 4;
    double signatures = y(static_cast<int>(data_.signatures.size())) + 4;
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
    if (!data_.deposits.empty()) {
      text("td-strong", end, deposits, std::to_string(data_.deposits.size()) + " deposited");
    }
    if (!data_.signatures.empty()) {
      text("td-text", end, signatures, std::to_string(data_.signatures.size()) + " signed");
    }
  }

  const Assessment& assessment_;
  const Data& data_;
  int width_;
  int height_;
  lib::XmlDocument document_;
  lib::XmlNode svg_;
};

}  // namespace

std::string chart_in_words(const Assessment& assessment) {
  const auto data = data_of(assessment);
  if (!data) return {};
  std::string words = "From " + data->first.words() + " to " + assessment.today.words() + ": ";
  const auto number = [](std::size_t n, const char* one, const char* more) {
    return std::to_string(n) + (n == 1 ? one : more);
  };
  words += number(data->signatures.size(), " signature and ", " signatures and ") +
           number(data->deposits.size(), " instrument that counts", " instruments that count");
  if (assessment.has_rule && assessment.instruments > 0) {
    words += ", of " + std::to_string(assessment.instruments) + " needed";
    if (assessment.threshold_day) words += ", reached on " + assessment.threshold_day->words();
  }
  return lib::one_line(words + '.', 400);
}

std::string progress_chart(const Assessment& assessment, int width, int height) {
  const auto data = data_of(assessment);
  if (!data) return {};
  return Drawing{assessment, *data, width, height}.draw();
}

}  // namespace notify
