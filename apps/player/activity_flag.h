// SPDX-License-Identifier: MIT
// Wakes an idle window when audio starts. The audio thread only sets a flag, because it must not make system
// calls; an idle window polls the flag every kPollS.
#pragma once
#include <atomic>

namespace partials {

class ActivityFlag {
 public:
  static constexpr double kPollS = 0.05;

  // [audio-thread]
  void raise() noexcept { raised_.store(true, std::memory_order_relaxed); }
  // whether it was raised since the last call; clears it [main-thread]
  bool take() noexcept { return raised_.load(std::memory_order_relaxed) && raised_.exchange(false); }

 private:
  std::atomic<bool> raised_{false};
};

}  // namespace partials
