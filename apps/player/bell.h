// SPDX-License-Identifier: MIT
// Tells a window that rests that sound has begun. The audio thread only raises a flag, because it must not
// call the system; whoever rests glances at it every kGlanceS.
#pragma once
#include <atomic>

namespace partials {

class Bell {
 public:
  static constexpr double kGlanceS = 0.05;

  // [audio-thread]
  void ring() noexcept { rung_.store(true, std::memory_order_relaxed); }
  // since it was last asked [main-thread]
  bool rung() noexcept { return rung_.load(std::memory_order_relaxed) && rung_.exchange(false); }

 private:
  std::atomic<bool> rung_{false};
};

}  // namespace partials
