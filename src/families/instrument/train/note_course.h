// SPDX-License-Identifier: MIT
// The course of one held note, from its A-weighted level alone: onset, attack, level, let-go and release. The
// same measurement applies to a recording and to a rendering of it.
//   level     power mean of its first second, or until it is let go; a key's velocity determines it
//   onset     the last time the level rises through 20 dB below that, before it is first within 3 dB of it
//   attack    from the onset until it is within 3 dB
//   let-go    the knee of two straight lines (least squares, in dB) over the last 3 s of the sound, if the
//             second falls clearly faster; a ringing string has none, and is held to its end
//   release   from let-go until 20 dB below the level there
#pragma once
#include <array>
#include <optional>
#include <vector>

namespace partials {

// A-weighted level over time, at the middles of windows of three periods of the pitch, or of 20 ms.
struct LevelCurve {
  double first_s = 0.0, step_s = 0.0025;
  std::vector<float> db;

  double time_s(size_t i) const { return first_s + static_cast<double>(i) * step_s; }
  double at_db(double time_s) const;                 // linear between steps; -120 outside
  double mean_db(double from_s, double to_s) const;  // of power
};
LevelCurve level_curve(const std::vector<float>& clip, double rate_hz, double f0_hz);

inline constexpr std::array kCourseTimesS{0.1, 1.0, 2.6};  // after the onset

struct NoteCourse {
  double onset_s = 0.0, held_s = 0.0, level_db = -120.0, attack_s = 0.0;
  std::optional<double> release_s;  // empty if it was not let go, or the clip ends before it has fallen
  std::array<std::optional<double>, kCourseTimesS.size()> at_db;  // level at these times, while it is held
  double let_go_s() const { return onset_s + held_s; }
};

// Empty if the clip is silent. let_go_s: if it is known, as for a note played from a key.
std::optional<NoteCourse> note_course(const LevelCurve& curve, std::optional<double> let_go_s = std::nullopt);

}  // namespace partials
