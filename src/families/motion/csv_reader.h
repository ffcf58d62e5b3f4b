// SPDX-License-Identifier: MIT
// Reads takes from CSV text. The first line names the columns (csv_columns.h); every further line is a frame.
// A file without a take column is one take. Empty fields, "nan", "na" and "null" are values that were not
// measured. Numbers have a point; between semicolons or tabs a decimal comma is read, too. A file of one body
// in many takes gets names "letters 0", "letters 1", ...
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "families/motion/csv_columns.h"
#include "families/motion/take.h"

namespace partials::motion {

inline constexpr size_t kMaxCsvBytes = size_t{256} << 20;
inline constexpr size_t kMaxCsvFrames = 10'000'000;
inline constexpr size_t kMaxCsvTakes = 100'000;

struct CsvOptions {
  TimeUnit time_unit = TimeUnit::unknown;  // of a column whose name does not say it
  double frame_s = 1.0 / 30;               // where there is no time column
  std::string label;                       // name of the label column; empty: found by name
};

struct CsvTakes {
  std::vector<Take> takes;
  std::vector<std::string> remarks;  // sentences on what was guessed or left out
};

// name: the file's, for messages and, without folder and ending, the takes' names.
Result<CsvTakes> takes_from_csv(std::string_view text, const std::string& name,
                                const CsvOptions& options = {});

}  // namespace partials::motion
