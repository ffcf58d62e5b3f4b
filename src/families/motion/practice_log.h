// SPDX-License-Identifier: MIT
// The log of practice: a CSV file with one line for each repetition, to which later sessions are added.
//   time,repetition,duration_s,range,unit,smoothness,calibrated_share,input
// time: when it was complete, UTC, as 2026-11-30T18:05:09Z; repetition: its number in the session, from 1;
// range in the unit of the input; the other columns as repetitions.h has them. A session begins at repetition
// 1, or after kSessionGap_s without one.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "families/motion/repetitions.h"

namespace partials::motion {

inline constexpr std::string_view kPracticeHead =
    "time,repetition,duration_s,range,unit,smoothness,calibrated_share,input\n";
inline constexpr size_t kMaxPracticeBytes = size_t{16} << 20, kMaxPracticeName = 200;
inline constexpr int64_t kSessionGap_s = 1800;

struct PracticeEntry {
  int64_t unix_s = 0;
  Repetition repetition;  // without at_s
  std::string unit, input;
};

// With its line end.
std::string practice_line(const PracticeEntry& entry);
std::string practice_time(int64_t unix_s);  // 2026-11-30T18:05:09Z; years 1970 to 9999

struct PracticeLog {
  std::vector<PracticeEntry> entries;
  size_t incomplete = 0;  // lines that a crash or a full disk has cut; they are left out
};

// name: the file's, for messages. Errors: another header, a value out of its range.
Result<PracticeLog> practice_from_csv(std::string_view text, const std::string& name);

struct PracticeSession {
  std::string input, unit;
  int64_t begin_s = 0, end_s = 0;
  size_t repetitions = 0;
  double duration_s = 0, range = 0, share = 0, smoothness = 0;  // means of the repetitions
};

// In the order of the file.
std::vector<PracticeSession> practice_sessions(const PracticeLog& log);

// By how much a session's mean changes from one session to the next, by the line that fits best, for the
// sessions of one input; 0 for fewer than two. mean: &PracticeSession::range and so on.
double practice_trend(const std::vector<PracticeSession>& sessions, const std::string& input,
                      double PracticeSession::*mean);

}  // namespace partials::motion
