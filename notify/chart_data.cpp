#include "notify/chart_data.h"

#include <algorithm>

namespace notify {

std::optional<ChartData> chart_data(const treaty::Assessment& assessment) {
  ChartData data{
      .deposits = {}, .signatures = {}, .first = assessment.today, .last = assessment.today};
  for (const auto& standing : assessment.participants) {
    if (standing.deposited && standing.counted) data.deposits.push_back(*standing.deposited);
    if (standing.signed_on) data.signatures.push_back(*standing.signed_on);
  }
  std::sort(data.deposits.begin(), data.deposits.end());
  std::sort(data.signatures.begin(), data.signatures.end());
  if (data.deposits.empty() && data.signatures.empty()) return std::nullopt;
  if (!data.deposits.empty()) data.first = std::min(data.first, data.deposits.front());
  if (!data.signatures.empty()) data.first = std::min(data.first, data.signatures.front());
  const auto date = assessment.entry_into_force();
  if (date && *date > data.last) data.last = *date;
  // A line of one day would have no width.
  if (data.last - data.first < treaty::Days{30}) data.last = data.first + treaty::Days{30};
  const auto rows = static_cast<int>(std::max(data.deposits.size(), data.signatures.size()));
  data.top = std::max({rows, assessment.instruments, 1});
  return data;
}

int axis_step(int top, int most) {
  int step = 1;
  for (int decade = 1;; decade *= 10) {
    for (const int each : {1, 2, 5}) {
      step = decade * each;
      if (top / step <= most) return step;
    }
  }
}

}  // namespace notify
