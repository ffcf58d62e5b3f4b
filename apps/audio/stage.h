// SPDX-License-Identifier: MIT
// The player that an audio system plays. It can be replaced by another player without a click, and is
// restarted during silence if rate, block or its latency must change. The stage outlives the audio systems.
//   [main-thread]   prepare, keep_up, change_to: from any thread but the audio thread; they wait for one
//                   another
//   [audio-thread]  play: noexcept; never allocates, locks or waits
#pragma once
#include <atomic>
#include <mutex>

#include "audio/cycle.h"

namespace partials::audio {

class Stage {
 public:
  Stage(Player& first, CycleHooks& hooks, MidiFeed* feed = nullptr)
      : active_(&first), hooks_(hooks), feed_(feed) {}
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  void prepare(double rate_hz, int block);  // discards keys pressed while nothing played
  // restarts the player if its latency must change; returns whether it did
  bool keep_up();
  // fades out and stays silent until the next prepare; call before closing a device
  void hush();
  // crossfades from the current player to this one; returns when it plays
  void change_to(Player& next);

  Player& player() const { return *active_.load(std::memory_order_acquire); }
  double rate_hz() const { return rate_hz_; }
  int latency_samples() const { return latency_; }  // of the current player; may be read while it restarts

  void play(Cycle& cycle) noexcept PARTIALS_NONBLOCKING;

 private:
  template <class Change>
  void in_silence(Change change);
  void restart();
  void fade(const Cycle& cycle, bool out) noexcept PARTIALS_NONBLOCKING;

  std::atomic<Player*> active_, next_{nullptr};
  CycleHooks& hooks_;
  MidiFeed* const feed_;
  std::mutex changing_;
  std::atomic<double> rate_hz_{48000};
  std::atomic<int> block_{0}, latency_{0};
  std::atomic<bool> pause_{false}, playing_{false}, hushed_{false}, silent_{true};
  float gain_ = 1;
};

}  // namespace partials::audio
