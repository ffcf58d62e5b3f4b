// SPDX-License-Identifier: MIT
// A player that sounds in the terminal: behind a JACK client, with OSC, and a mute that is lifted when the ears are ready.
#pragma once
#include <atomic>
#include <string>

#include "jack/client.h"
#include "osc/server.h"
#include "player.h"

namespace partials::play {

class Live final : private jack::Around {
 public:
  explicit Live(PlayerKind kind) : player_(kind), osc_(player_.engine(), ring_), client_(player_, *this) {}
  Player& player() { return player_; }
  jack::Client& client() { return client_; }
  osc::Server& osc() { return osc_; }

  Result<void> start(bool muted);  // the client is open
  void mute(bool muted) { muted_.store(muted, std::memory_order_relaxed); }
  bool muted() const { return muted_.load(std::memory_order_relaxed); }
  void panic() { panic_.store(true, std::memory_order_relaxed); }
  float loudest() const { return loudest_.load(std::memory_order_relaxed); }  // linear peak since the start, as heard
  std::string news();  // a sentence where a model has come, gone or failed since the last call [main-thread]

 private:
  void before(Player& player) noexcept PARTIALS_NONBLOCKING override;
  void after(const jack::Cycle& cycle) noexcept PARTIALS_NONBLOCKING override;

  Player player_;
  osc::EventRing ring_;
  osc::Server osc_;
  int told_ = 0;                          // the player's revision
  std::string told_message_;              // of its status
  bool told_playable_ = false;
  std::atomic<bool> muted_{true}, panic_{false};
  std::atomic<float> loudest_{0};
  float gain_ = 0, step_ = 0.001f;
  jack::Client client_;                   // last: it ends first
};

}  // namespace partials::play
