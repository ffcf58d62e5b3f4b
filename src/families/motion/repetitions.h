// SPDX-License-Identifier: MIT
// Counts repetitions of one quantity that goes and comes back, such as the height of a wrist, for practice
// and rehabilitation. With the calibrated range R, a repetition leaves its turning point m, goes at least
// kLeastShare R away, to M, and is complete when it has come back to a quarter of the way, m + (M - m) / 4:
//   range       M - m, in the quantity's unit           share  range / R; 1 is the calibrated range
//   duration_s  from a quarter of the way to a quarter of the way back
//   smoothness  -ln(1 + D^3 / v_peak^2 integral jerk^2 dt) over the duration D (Hogan and Sternad 2009, as
//               motion/smoothness.h), of means over 1/15 s: 0 is smoothest
// It goes upwards where the quantity stood in the lower half of the range as counting began, else downwards.
// [one thread]; frame() allocates nothing.
#pragma once
#include <cstddef>
#include <vector>

namespace partials::motion {

struct Repetition {
  int number = 0;   // from 1 since the calibration
  double at_s = 0;  // when it was complete, on the caller's clock
  double duration_s = 0, range = 0, share = 0, smoothness = 0;
};

class Repetitions {
 public:
  static constexpr double kLeastShare = 0.2, kMostDuration_s = 60;

  explicit Repetitions(double hop_s = 1. / 60);

  // Counts anew, within a range that was measured. low is below high.
  void begin(double low, double high);
  bool is_counting() const noexcept { return high_ > low_; }
  // One frame; true: a repetition is complete, and it is last(). A value that is not a number is passed over.
  bool frame(double now_s, double value) noexcept;
  int count() const noexcept { return last_.number; }
  const Repetition& last() const noexcept { return last_; }

 private:
  double at(size_t age) const noexcept { return values_[(frames_ - 1 - age) % values_.size()]; }
  bool complete(double now_s) noexcept;

  double hop_s_, low_ = 0, high_ = 0, turn_ = 0, far_ = 0;
  bool upwards_ = true;
  std::vector<double> values_;  // a ring of the last minute, turned so that repetitions go upwards
  size_t frames_ = 0, since_far_ = 0;
  Repetition last_;
};

}  // namespace partials::motion
