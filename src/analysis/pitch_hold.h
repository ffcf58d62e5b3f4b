// SPDX-License-Identifier: MIT
// What a player makes of the analyser's pitch: while confidence lasts the pitch is followed, else the last
// sure one is held, so that a breath or a bow change does not send the sound elsewhere. The same in training
// and playing.
#pragma once
#include "analysis/analyser.h"

namespace partials {

class PitchHold {
 public:
  // confidence from which a pitch near the one that sounds is believed
  static constexpr float kSure = 0.5f;
  static constexpr float kSureJump = 0.8f;  // and one farther than kNear away, at once
  static constexpr float kNear = 1.5f;      // ratio: a fifth
  static constexpr int kPatience = 4;       // so many frames in a row near each other are believed too

  void reset() noexcept { *this = {}; }
  void begin(float f0_hz) noexcept {  // a note starts at this pitch
    f0_hz_ = f0_hz;
    again_ = 0;
  }
  // The pitch to play in Hz, asked once a frame; `fallback_hz` until the first sure one.
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
