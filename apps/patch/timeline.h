// SPDX-License-Identifier: MIT
// Events with a time, kept until the block that contains it. A patching environment runs messages between
// blocks; their logical time says at which sample of the next block they act, as with Pure Data's vline~.
// Times are milliseconds of logical time. Nothing is allocated after construction.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>

#include "play/event.h"

namespace partials::patch {

// When the current block starts. A block that is longer than the environment's tick ends now; shorter ones
// share a tick, and follow each other within it.
class BlockStart {
 public:
  void prepare(double tick_ms) noexcept { tick_ms_ = tick_ms; }
  double next_ms(double now_ms, double block_ms) noexcept {
    if (now_ms != now_ms_) {
      now_ms_ = now_ms;
      next_ms_ = now_ms - std::max(block_ms, tick_ms_);
    }
    const double start_ms = next_ms_;
    next_ms_ += block_ms;
    return start_ms;
  }

 private:
  double tick_ms_ = 0, now_ms_ = -1, next_ms_ = 0;
};

class Timeline {
 public:
  static constexpr size_t kMost = 1024;
  static constexpr double kStaleMs = 100;  // a note that was due this long before a block is not begun

  // In order of time, those of one time in the order in which they came. False if it is full.
  bool add(double due_ms, const Event& e) noexcept {
    if (n_ == kMost) return false;
    size_t at = n_++;
    for (; at > 0 && entries_[at - 1].due_ms > due_ms; --at) entries_[at] = entries_[at - 1];
    entries_[at] = {due_ms, e};
    return true;
  }
  void clear() noexcept { n_ = 0; }
  bool empty() const noexcept { return n_ == 0; }

  // f(event), with its sample set, for all events of a block of n samples.
  template <class F>
  void take(double start_ms, double samples_per_ms, int n, F&& f) noexcept {
    size_t taken = 0;
    for (; taken < n_; ++taken) {
      Entry& entry = entries_[taken];
      const double sample = std::round((entry.due_ms - start_ms) * samples_per_ms);
      if (sample >= n) break;
      if (begins_note(entry.event) && start_ms - entry.due_ms > kStaleMs) continue;
      entry.event.time = static_cast<int32_t>(std::max(sample, 0.0));
      f(entry.event);
    }
    std::copy(entries_.begin() + static_cast<ptrdiff_t>(taken), entries_.begin() + static_cast<ptrdiff_t>(n_),
              entries_.begin());
    n_ -= taken;
  }

 private:
  struct Entry {
    double due_ms;
    Event event;
  };
  static bool begins_note(const Event& e) noexcept {
    return e.kind == EventKind::note_on ||
           (e.kind == EventKind::midi && (e.status & 0xf0) == 0x90 && e.data2 > 0);
  }
  std::array<Entry, kMost> entries_;
  size_t n_ = 0;
};

}  // namespace partials::patch
