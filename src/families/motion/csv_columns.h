// SPDX-License-Identifier: MIT
// What the columns of a CSV file are: time, label, number of the take, number of the frame, or a channel.
// Names decide, in any case of letters:
//   time   time_s, time_ms, time_us, timestamp_ms, t, time, timestamp, ... (without a unit: see csv_times.h)
//   label  label, phase, action, gesture, class, letter, exercise, activity
//   take   take, sequence, recording        frame  frame, index (left out: frames count themselves)
// A unit in brackets, "speed [m/s]" or "speed (m/s)", becomes the channel's unit.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "families/motion/take.h"

namespace partials::motion {

inline constexpr size_t kMaxChannels = 2048;

enum class TimeUnit : unsigned char { unknown, seconds, milliseconds, microseconds };

struct CsvColumns {
  static constexpr size_t kNone = ~size_t{0};
  size_t time = kNone, label = kNone, take = kNone;
  TimeUnit time_unit = TimeUnit::unknown;
  std::vector<Channel> channels;
  std::vector<size_t> channel_columns;  // where each channel stands in a line
  size_t count = 0;                     // columns of a line
};

// label: the name of the label column; empty: one of the names above. file and line are for messages.
Result<CsvColumns> columns_from_header(const std::vector<std::string>& header, const std::string& label,
                                       const std::string& file, size_t line);

}  // namespace partials::motion
