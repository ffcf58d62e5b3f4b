// SPDX-License-Identifier: MIT
// The time column of a CSV file in seconds from the first frame on. Where the file does not say its unit, the
// median step decides: below 1 it is seconds, below 1000 milliseconds, else microseconds. A column that goes
// up and down about one value holds the intervals between frames, and their sum is the time.
#pragma once
#include <string>
#include <vector>

#include "families/motion/csv_columns.h"

namespace partials::motion {

struct CsvTimes {
  std::vector<double> times_s;  // one a kept frame, rising, from 0
  std::vector<size_t> kept;     // which frames; those whose time does not rise are dropped
  std::string remark;           // a sentence on what was guessed or dropped; may be empty
};

CsvTimes times_from_column(const std::vector<double>& column, TimeUnit unit);

// Without a time column: so many frames, one every frame_s.
CsvTimes times_at_rate(size_t frames, double frame_s);

}  // namespace partials::motion
