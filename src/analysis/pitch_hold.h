// SPDX-License-Identifier: MIT
// What a player makes of the analyser's pitch: while confidence lasts the pitch is followed, else the last sure one is held, so
// that a breath or a bow change does not send the sound elsewhere. The same in training and playing.
#pragma once
#include "analysis/analyser.h"

namespace partials {

class PitchHold {
 public:
  static constexpr float kSure = 0.5f;  // confidence from which a pitch is believed

  void reset() noexcept { f0_hz_ = 0; }
  // The pitch to play in Hz; `fallback_hz` until the first sure one.
  float follow(const Features& f, float fallback_hz) noexcept {
    if (f.confidence >= kSure && f.f0_hz > 0) f0_hz_ = f.f0_hz;
    return f0_hz_ > 0 ? f0_hz_ : fallback_hz;
  }

 private:
  float f0_hz_ = 0;
};

}  // namespace partials
