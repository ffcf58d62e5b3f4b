// SPDX-License-Identifier: MIT
// A player for the terminal: on any available audio system, with OSC, muted at first.
#pragma once
#include <atomic>
#include <string>

#include "audio/keeper.h"
#include "osc_server/server.h"
#include "player.h"

namespace partials::play {

class Live final : private audio::CycleHooks {
 public:
  Live(PlayerKind kind, audio::Keeper::Options options) : Live(kind, std::move(options), audio::systems()) {}
  Player& player() { return player_; }
  audio::Keeper& keeper() { return keeper_; }
  osc::Server& osc() { return osc_; }
  // An event of another source, for the next block; false: the queue is full. [one thread, and only while
  // osc() is not started]
  bool event(const Event& e) noexcept { return ring_.push(e); }

  Result<void> start(bool muted);
  void mute(bool muted) { muted_.store(muted, std::memory_order_relaxed); }
  bool muted() const { return muted_.load(std::memory_order_relaxed); }
  void panic() { panic_.store(true, std::memory_order_relaxed); }
  // linear peak of the output since the start
  float loudest() const { return loudest_.load(std::memory_order_relaxed); }
  // a sentence if a model was loaded, unloaded or failed since the last call [main-thread]
  std::string news();

 private:
  Live(PlayerKind kind, audio::Keeper::Options options, audio::Systems systems)
      : player_(kind),
        osc_(player_.engine(), ring_),
        stage_(player_, *this, systems.feed),
        keeper_(stage_, std::move(systems), std::move(options)) {}
  void before(Player& player) noexcept PARTIALS_NONBLOCKING override;
  void after(const audio::Cycle& cycle) noexcept PARTIALS_NONBLOCKING override;

  Player player_;
  osc::EventRing ring_;
  osc::Server osc_;
  int told_ = 0;              // the player's revision that was last reported
  std::string told_message_;  // message of its status that was last reported
  bool told_playable_ = false;
  std::atomic<bool> muted_{true}, panic_{false};
  std::atomic<float> loudest_{0};
  float gain_ = 0;
  audio::Stage stage_;
  audio::Keeper keeper_;  // last member: destroyed first
};

}  // namespace partials::play
