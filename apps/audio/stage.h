// SPDX-License-Identifier: MIT
// What an audio system plays: one player at a time, which another one may follow without a click, and which
// is restarted in a moment of silence where rate, block or its own latency are to change. Systems come and
// go; the stage stays.
//   [main-thread]   prepare, keep_up, change_to: from any thread but the audio thread; they wait for one
//                   another
//   [audio-thread]  play: noexcept; allocates, locks and waits never
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

  void prepare(double rate_hz, int block);  // keys that were pressed while nothing played are forgotten
  // restarts the player where its latency is to change; whether it did
  bool keep_up();
  // fades out, and is silent until it is prepared again: before a device is closed
  void hush();
  // fades the one that plays out and this one in; returns when it plays
  void change_to(Player& next);

  Player& player() const { return *active_.load(std::memory_order_acquire); }
  double rate_hz() const { return rate_hz_; }
  int latency_samples() const { return latency_; }  // of the player that plays; safe while it restarts

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
