// SPDX-License-Identifier: MIT
// The setting window_s as frames of a plan: the nearest number, 2 at least.
#pragma once
#include "base/processor.h"

PARTIALS_BEGIN

inline constexpr Control window_setting(double initial_s) {
  return {"window_s", Unit::seconds, 0.001, 30, Taper::exponential, initial_s};
}
inline int window_frames(const Setup& s) {
  const double n = s.settings.get("window_s") / s.clock.hop_s() + 0.5;
  return n < 2 ? 2 : n > 32768 ? 32768 : static_cast<int>(n);
}

PARTIALS_END
