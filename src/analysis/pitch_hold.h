// SPDX-License-Identifier: MIT
// Converts the analyser's pitch to the pitch to play: it follows the pitch while confidence is high and
// otherwise holds the last confident pitch, so that a breath or a bow change does not make it jump. The same
// in training and playing.
#pragma once
#include "analysis/analyser.h"

namespace partials {

class PitchHold {
 public:
  // minimum confidence to accept a pitch near the current one
  static constexpr float kSure = 0.5f;
  static constexpr float kSureJump = 0.8f;  // and one farther than kNear away, immediately
  static constexpr float kNear = 1.5f;      // ratio: a fifth
  static constexpr int kPatience = 4;       // this many consecutive frames near each other are accepted too

  void reset() noexcept { *this = {}; }
  void begin(float f0_hz) noexcept {  // a note starts at this pitch
    f0_hz_ = f0_hz;
    again_ = 0;
  }
  // The pitch to play in Hz, called once per frame; `fallback_hz` until the first confident pitch.
  float follow(const Features& f, float fallback_hz) noexcept {
    if (f.confidence >= kSure && f.f0_hz > 0) {
      again_ = near(f.f0_hz, asked_hz_) ? again_ + 1 : 1;
      asked_hz_ = f.f0_hz;
      if (near(f.f0_hz, f0_hz_) || f.confidence >= kSureJump || again_ >= kPatience) f0_hz_ = f.f0_hz;
    } else {
      again_ = 0;
    }
    return f0_hz_ > 0 ? f0_hz_ : fallback_hz;
  }

  static bool near(float a, float b) noexcept { return a < b * kNear && b < a * kNear; }

 private:
  float f0_hz_ = 0, asked_hz_ = 0;
  int again_ = 0;
};

}  // namespace partials
