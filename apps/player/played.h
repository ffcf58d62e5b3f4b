// SPDX-License-Identifier: MIT
// Keeps what a session counts of the notes outside the trained range, where the user has agreed
// (host/played_counts.h): asks again every few seconds, and writes every ten. [one thread, not the audio
// thread]
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "host/session.h"

namespace partials {

class Played {
 public:
  static constexpr std::chrono::seconds kAsk{2}, kWrite{10};

  // Call often, with the session unlocked: a disk may be slow. Whether the user agrees.
  void ask();
  // Call after it, with the session locked: lets it count, or not. Takes what was counted when it is time, or
  // when `now` is true.
  void collect(Session& session, bool now = false);
  // Call after it, unlocked: writes what was collected. Returns a sentence the first time that this fails,
  // or "". What cannot be written waits for the next time.
  std::string write();

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point asked_{}, taken_{};
  bool agreed_ = false, failed_ = false;
  std::vector<Session::Counted> waiting_;
};

}  // namespace partials
