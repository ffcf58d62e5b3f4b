// SPDX-License-Identifier: MIT
// How often a window checks whether it must be redrawn: at every timer tick while something moves and
// shortly after, then four times a second, so that an idle window costs almost nothing. Times are seconds
// of any steady clock.
#pragma once
#include <algorithm>

namespace partials::window {

class Pace {
 public:
  static constexpr double kQuickS = 0.033, kSlowS = 0.25, kAwakeS = 1.5;

  // input, sound, or a visible change
  void moved(double now_s) { awake_until_s_ = now_s + kAwakeS; }
  bool due(double now_s) const { return now_s < awake_until_s_ || now_s >= looked_s_ + kSlowS; }
  void looked(double now_s) { looked_s_ = now_s; }
  // Seconds until the next check, for windows without a host's timer.
  double rest_s(double now_s) const {
    return std::max(0.0, looked_s_ + (now_s < awake_until_s_ ? kQuickS : kSlowS) - now_s);
  }

 private:
  double awake_until_s_ = 0, looked_s_ = -1;
};

}  // namespace partials::window
