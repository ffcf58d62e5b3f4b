// SPDX-License-Identifier: MIT
// A session that sounds: an engine behind a JACK device, with OSC, and a mute that a player lifts when the ears are ready.
#pragma once
#include <mutex>
#include <string>

#include "engine/session.h"
#include "osc/server.h"
#include "play/jack_device.h"

namespace partials::play {

class Live {
 public:
  explicit Live(PlayerKind kind) : session_(kind), osc_(session_.engine(), ring_) {}
  Session& session() { return session_; }
  JackDevice& device() { return device_; }
  osc::Server& osc() { return osc_; }

  // The device is open: prepares the engine and begins, muted or not.
  Result<void> start(bool muted);
  void mute(bool muted) { muted_.store(muted, std::memory_order_relaxed); }
  bool muted() const { return muted_.load(std::memory_order_relaxed); }
  void panic() { panic_.store(true, std::memory_order_relaxed); }
  float loudest() const { return loudest_.load(std::memory_order_relaxed); }  // linear peak since the start, as heard

  // [main-thread] Call some times a second: loads what OSC asked for, frees what was replaced. A sentence where there is news.
  std::string look_after();

 private:
  void block(const JackBlock& b);

  Session session_;
  osc::EventRing ring_;
  osc::Server osc_;
  std::mutex asking_;        // between the OSC thread and the main thread
  std::string wanted_;
  bool asked_ = false;
  std::atomic<bool> muted_{true}, panic_{false};
  std::atomic<float> loudest_{0};
  float gain_ = 0, step_ = 0.001f;
  JackDevice device_;        // last: it ends first
};

}  // namespace partials::play
