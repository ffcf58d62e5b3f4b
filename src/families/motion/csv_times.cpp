// SPDX-License-Identifier: MIT
#include "families/motion/csv_times.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/plain_number.h"

namespace partials::motion {
namespace {

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// A clock may stand still or be set back now and then; intervals fall in every other frame.
bool are_intervals(const std::vector<double>& column) {
  size_t falls = 0;
  for (size_t n = 1; n < column.size(); ++n) falls += column[n] < column[n - 1];
  return column.size() >= 8 && falls > column.size() / 5 &&
         std::all_of(column.begin(), column.end(), [](double x) { return x >= 0; });
}

double seconds_of(TimeUnit unit, double median_step) {
  if (unit == TimeUnit::unknown)
    unit = median_step < 1      ? TimeUnit::seconds
           : median_step < 1000 ? TimeUnit::milliseconds
                                : TimeUnit::microseconds;
  return unit == TimeUnit::seconds ? 1 : unit == TimeUnit::milliseconds ? 1e-3 : 1e-6;
}

}  // namespace

CsvTimes times_from_column(const std::vector<double>& column, TimeUnit unit) {
  CsvTimes times;
  std::vector<double> clock = column;
  const bool intervals = are_intervals(column);
  if (intervals) {
    times.remark = "The time column goes up and down, so it is read as intervals between frames.";
    clock[0] = 0;
    for (size_t n = 1; n < clock.size(); ++n) clock[n] = clock[n - 1] + column[n];
  }
  std::vector<double> steps;
  for (size_t n = 1; n < clock.size(); ++n)
    if (clock[n] > clock[n - 1]) steps.push_back(clock[n] - clock[n - 1]);
  const double second = seconds_of(unit, median(steps));
  if (unit == TimeUnit::unknown)
    times.remark += std::string(times.remark.empty() ? "" : " ") +
                    "The unit of the time column is not written; " +
                    (second == 1      ? "seconds are"
                     : second == 1e-3 ? "milliseconds are"
                                      : "microseconds are") +
                    " taken, which makes about " +
                    plain_number(1 / std::max(1e-9, median(steps) * second), 1) + " frames a second.";
  double newest = -std::numeric_limits<double>::infinity();
  for (size_t n = 0; n < clock.size(); ++n) {
    if (!(clock[n] > newest)) continue;
    newest = clock[n];
    times.kept.push_back(n);
    times.times_s.push_back((clock[n] - clock[0]) * second);
  }
  if (const size_t dropped = clock.size() - times.kept.size(); dropped > 0)
    times.remark += std::string(times.remark.empty() ? "" : " ") + std::to_string(dropped) +
                    " frames whose time does not rise are left out.";
  return times;
}

CsvTimes times_at_rate(size_t frames, double frame_s) {
  CsvTimes times;
  for (size_t n = 0; n < frames; ++n) {
    times.times_s.push_back(static_cast<double>(n) * frame_s);
    times.kept.push_back(n);
  }
  times.remark = "There is no time column; " + plain_number(1 / frame_s) + " frames a second are taken.";
  return times;
}

}  // namespace partials::motion
