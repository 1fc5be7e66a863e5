#pragma once

#include <optional>
#include <vector>

#include "treaty/assessment.h"

namespace notify {

/// What a chart of a treaty's progress shows.
struct ChartData {
  std::vector<treaty::Day> deposits;    ///< that count, sorted
  std::vector<treaty::Day> signatures;  ///< sorted
  treaty::Day first;                    ///< the span of the chart, at least a month
  treaty::Day last;  ///< today, or the day of entry into force when that is later
  int top = 1;       ///< the largest number: acts, or instruments needed
};

/// nullopt when nothing is dated yet.
std::optional<ChartData> chart_data(const treaty::Assessment& assessment);

/// The steps of an axis from 0 to `top`: 1, 2, 5, 10, 20, 50 …, so that there are at most `most`.
int axis_step(int top, int most);

}  // namespace notify
