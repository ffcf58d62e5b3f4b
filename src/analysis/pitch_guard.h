// SPDX-License-Identifier: MIT
// Decides which pitch estimates to accept. An estimate near the current pitch is accepted at once. Another
// one is accepted when the next estimates confirm it, a clear one sooner than a doubtful one. A leap of most
// of an octave within a note is accepted only after two periods, because a rough voice sometimes repeats
// better after two periods than after one. If such a leap was accepted, the way back is short: a candidate at
// 1/2 or 1/3 of a better-repeating frequency was a subharmonic error. A pitch that lasted less than two
// periods may have been an overtone of a note that had just begun: leaving it does not count as a leap.
#pragma once
#include <algorithm>
#include <cmath>

#include "analysis/pitch_home.h"

namespace partials {

class PitchGuard {
 public:
  void prepare(double step_s) noexcept {
    step_s_ = static_cast<float>(step_s);
    home_.prepare(step_s);
    reset();
  }
  void reset() noexcept {
    held_hz_ = asked_hz_ = lost_hz_ = 0;
    again_ = age_ = lost_ = 0;
    home_.reset();
  }

  float held_hz() const noexcept { return held_hz_; }  // 0: no pitch
  float expected_hz() const noexcept {                 // the same, but kept through a rough moment
    return held_hz_ > 0 || static_cast<float>(lost_) * step_s_ > kForgottenS ? held_hz_ : lost_hz_;
  }
  // the current pitch was reached by a leap not long ago
  bool doubts() const noexcept { return home_.is_far(held_hz_); }
  void observe(float power) noexcept { home_.observe(power); }
  void hold(float f0_hz, bool clear) noexcept {
    held_hz_ = f0_hz;
    home_.follow(f0_hz, ++age_, clear);
  }
  void lose() noexcept {  // no pitch this time
    if (static_cast<float>(age_) * step_s_ > kKnownS) {
      lost_hz_ = held_hz_;
      lost_ = 0;
    }
    held_hz_ = asked_hz_ = 0;
    again_ = age_ = 0;
    ++lost_;
    home_.lose();
  }

  // value: how well the signal repeats; held_value: how well at the current pitch; onset: the signal has just
  // become much louder; clear: there is much evidence of the octave.
  bool believes(float f0_hz, float value, bool onset, float held_value, bool clear) noexcept {
    ++lost_;
    again_ = octaves(f0_hz, asked_hz_) < kSame ? again_ + 1 : 1;
    asked_hz_ = f0_hz;
    const bool believed = again_ >= estimates_needed(f0_hz, value, onset, held_value);
    if (believed) {
      age_ = octaves(f0_hz, held_hz_) < kNear ? age_ + 1 : again_;
      held_hz_ = f0_hz;
      home_.follow(f0_hz, age_, clear);
    }
    return believed;
  }

 private:
  static constexpr float kSame = 0.06f;   // octaves between two estimates of one pitch
  static constexpr float kNear = 0.12f;   // octaves that the current pitch may move at once
  static constexpr float kLeap = 0.7f;    // octaves: farther than a fifth may be a mistaken octave
  static constexpr float kClear = 0.93f;  // repeats so well that one estimate is enough
  static constexpr int kDoubtful = 3;     // estimates that a less clear pitch needs
  static constexpr float kLeapS = 0.008f, kLeapPeriods = 2;  // how long a leap must last
  static constexpr float kYoungPeriods = 2.5f;               // of the new pitch
  // margin in repetition for the way back from 1/2 or 1/3 of the frequency
  static constexpr float kBetter = 0.03f;
  static constexpr float kKnownS = 0.01f;      // a pitch that sounded this long is expected
  static constexpr float kForgottenS = 0.05f;  // this long after it was lost
  // below, a single period is longer than an onset: every pulse looks like one
  static constexpr float kOnsetHz = 110;

  static float octaves(float a, float b) noexcept {
    return a > 0 && b > 0 ? std::fabs(std::log2(a / b)) : 100.f;
  }
  bool subharmonic_held(float f0_hz) const noexcept {
    const float times = std::round(f0_hz / held_hz_);
    return (times == 2 || times == 3) && octaves(f0_hz, times * held_hz_) < kSame;
  }
  int estimates_needed(float f0_hz, float value, bool onset, float held_value) const noexcept {
    const float far = octaves(f0_hz, held_hz_);
    if (far < kNear) return 1;
    const int steady = value >= kClear ? 1 : kDoubtful;
    const bool young = static_cast<float>(age_) * step_s_ < kYoungPeriods / f0_hz;
    if (held_hz_ <= 0 || far < kLeap || young || (onset && held_hz_ > kOnsetHz)) return steady;
    if (value > held_value + kBetter && subharmonic_held(f0_hz)) return steady;
    return std::max(steady, static_cast<int>(std::max(kLeapS, kLeapPeriods / f0_hz) / step_s_));
  }

  float step_s_ = 0.00134f, held_hz_ = 0, asked_hz_ = 0;
  float lost_hz_ = 0;
  PitchHome home_;
  int again_ = 0, age_ = 0, lost_ = 0;
};

}  // namespace partials
