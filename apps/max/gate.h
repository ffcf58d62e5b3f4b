// SPDX-License-Identifier: MIT
// Keeps audio out while the main thread prepares an object: audio finds the gate closed and is silent for
// that block; the main thread waits until audio has left. Max may call perform of the chain before while
// dsp64 builds the next one.
//   [main-thread] close, open   [audio-thread] enter, leave: never wait
#pragma once
#include <atomic>
#include <chrono>
#include <thread>

namespace partials::max {

class Gate {
 public:
  bool enter() noexcept {
    inside_.store(true);  // sequentially consistent, as closed_ below: one of the two sees the other
    if (!closed_.load()) return true;
    leave();
    return false;
  }
  void leave() noexcept { inside_.store(false, std::memory_order_release); }
  void close() noexcept {
    closed_.store(true);
    while (inside_.load()) std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
  void open() noexcept { closed_.store(false, std::memory_order_release); }

 private:
  std::atomic<bool> inside_{false}, closed_{true};  // closed until it is prepared for the first time
};

}  // namespace partials::max
