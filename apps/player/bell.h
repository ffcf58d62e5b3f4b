// SPDX-License-Identifier: MIT
// Wakes a window that rests: whoever sleeps listens, the audio thread rings. Only the first ring after listen() is a system call, and one that
// never waits, so that playing on costs nothing.
#pragma once
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>

namespace partials {

class Bell {
 public:
  Bell() : file_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
  ~Bell() { if (file_ >= 0) close(file_); }
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  int file() const { return file_; }  // to poll for reading; -1: there is none, nothing rings
  void listen() {                     // [main-thread] from now on
    uint64_t rings;
    if (file_ >= 0 && read(file_, &rings, sizeof rings) >= 0) {}
    wanted_ = true;
  }
  void ring() noexcept {  // [audio-thread]
    if (file_ < 0 || !wanted_.load(std::memory_order_relaxed) || !wanted_.exchange(false)) return;
    const uint64_t once = 1;
    if (write(file_, &once, sizeof once) < 0) {}
  }

 private:
  int file_;
  std::atomic<bool> wanted_{false};
};

}  // namespace partials
