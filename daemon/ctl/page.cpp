#include "daemon/ctl/page.h"

#include <algorithm>
#include <chrono>

#include "daemon/clock.h"

namespace ctl {
namespace {

constexpr std::size_t kLabelWidth = 15;
constexpr long long kBarCells = 40;

}  // namespace

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    constexpr unsigned char kContinuation = 0x80;
    constexpr unsigned char kMask = 0xC0;
    return (static_cast<unsigned char>(c) & kMask) != kContinuation;
  }));
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t used = width_of(text);
  return std::string{text} + std::string(used < width ? width - used : 0, ' ');
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (word.empty()) continue;
    if (!line.empty() && width_of(line) + 1 + width_of(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string hung(std::string_view label, std::size_t width, std::string_view text) {
  std::vector<std::string> lines = wrapped(text, kColumns - width);
  if (lines.empty()) lines.emplace_back();
  std::string all;
  for (const std::string& line : lines) {
    all += (line.empty() ? std::string{label} : padded(label, width) + line) + '\n';
    label = {};
  }
  return all;
}

std::string field(std::string_view label, std::string_view text) {
  std::string block;
  std::string head = "  " + padded(label, kLabelWidth - 2);
  for (const std::string& line : wrapped(text, kColumns - kLabelWidth)) {
    block += head + line + '\n';
    head = std::string(kLabelWidth, ' ');
  }
  return block;
}

std::string bar(long long done, long long whole) {
  const long long filled = whole <= 0 ? 0 : std::clamp(done * kBarCells / whole, 0LL, kBarCells);
  std::string cells = "[";
  for (long long i = 0; i < kBarCells; ++i)
    cells += i < filled ? "█" : "░";
  return cells + ']';
}

std::string span_words(long long seconds) {
  return service::in_words(std::chrono::seconds{seconds});
}

std::string amount(long long n, const std::string& one) {
  return std::to_string(n) + ' ' + one + (n == 1 ? "" : "s");
}

}  // namespace ctl
