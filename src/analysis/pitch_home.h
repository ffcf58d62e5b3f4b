// SPDX-License-Identifier: MIT
// Lowers confidence after a leap. The current pitch, or that of a moment ago, is the home pitch. A pitch most
// of an octave away is doubtful and is reported with low confidence until there is much evidence of its
// octave (PitchTracker::octave_evidence) or it has lasted long enough: rough voices, attacks and the ends of
// notes repeat better after two to eight periods for 10 to 40 ms at a time. A sound much louder than the home
// pitch was is a new note.
#pragma once
#include <cmath>

namespace partials {

class PitchHome {
 public:
  void prepare(double step_s) noexcept {
    step_s_ = static_cast<float>(step_s);
    reset();
  }
  void reset() noexcept {
    home_hz_ = home_power_ = power_ = 0;
    since_ = away_ = 0;
  }

  // For each estimate: the power of the newest samples (mean square), ...
  void observe(float power) noexcept {
    power_ = power;
    if (power > kLouder * home_power_) home_hz_ = 0;
  }
  // ... and the held pitch, for how many consecutive estimates, and whether its octave is clear, or none.
  void follow(float held_hz, int estimates, bool clear) noexcept {
    if (!is_far(held_hz)) {
      if (home_hz_ > 0 || seconds(estimates) > kKnownS) settle(held_hz);
      return;
    }
    ++since_;
    if (seconds(++away_) > kSettledS || clear) settle(held_hz);
  }
  void lose() noexcept {
    if (seconds(++since_) > kForgottenS) home_hz_ = 0;
    away_ = 0;
  }

  bool is_far(float f0_hz) const noexcept {
    return home_hz_ > 0 && f0_hz > 0 && std::fabs(std::log2(f0_hz / home_hz_)) >= kFar;
  }

 private:
  static constexpr float kFar = 0.7f;          // octaves: farther than a fifth
  static constexpr float kSettledS = 0.04f;    // most subharmonic moments of voices are over by then
  static constexpr float kKnownS = 0.01f;      // a pitch that has lasted this long becomes the home pitch
  static constexpr float kForgottenS = 0.06f;  // after it was lost; breaths and consonants last longer
  // 7 dB: a voice after a consonant, a note after the last one's end
  static constexpr float kLouder = 5;

  float seconds(int estimates) const noexcept { return static_cast<float>(estimates) * step_s_; }
  void settle(float f0_hz) noexcept {
    home_hz_ = f0_hz;
    home_power_ = power_;
    since_ = away_ = 0;
  }

  float step_s_ = 0.00134f, home_hz_ = 0, home_power_ = 0, power_ = 0;
  int since_ = 0, away_ = 0;  // estimates since the home pitch, and of a pitch far from it
};

}  // namespace partials
