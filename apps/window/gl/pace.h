// SPDX-License-Identifier: MIT
// How often a window looks whether it would look different: at every pulse while something moves and for a
// moment after, then four times a second, so that an open window costs nothing while nobody plays. Seconds of
// any steady clock.
#pragma once
#include <algorithm>

namespace partials::window {

class Pace {
 public:
  static constexpr double kQuickS = 0.033, kSlowS = 0.25, kAwakeS = 1.5;

  // hands, sound, or something looked different
  void moved(double now_s) { awake_until_s_ = now_s + kAwakeS; }
  bool due(double now_s) const { return now_s < awake_until_s_ || now_s >= looked_s_ + kSlowS; }
  void looked(double now_s) { looked_s_ = now_s; }
  // Until the next look, for those who give the pulse themselves.
  double rest_s(double now_s) const {
    return std::max(0.0, looked_s_ + (now_s < awake_until_s_ ? kQuickS : kSlowS) - now_s);
  }

 private:
  double awake_until_s_ = 0, looked_s_ = -1;
};

}  // namespace partials::window
