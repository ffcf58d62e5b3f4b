// SPDX-License-Identifier: MIT
// The instrument and the effect of the standalone: two players, of which one plays. When the other one
// takes over, it copies the model, the parameters and the spectral edit. A window sees both as one view.
// [main-thread] except become
#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "audio/stage.h"
#include "player.h"

namespace partials {

class Players final : public View {
 public:
  explicit Players(PlayerKind kind);

  Player& player() const { return *active_.load(std::memory_order_acquire); }
  // waits while the model is built; any one thread except the audio thread
  void become(PlayerKind kind, audio::Stage& stage);
  void load_soon(const std::string& path);  // loads in the current player, or the one that is about to play
  // as if no model had been requested; call before anything plays
  void begin_again(PlayerKind kind);
  void say(const std::string& sentence);  // shown until the model changes

  PlayerKind kind() const override { return player().kind(); }
  int revision() const override;
  Status status() override;
  float value(int parameter) const override { return player().value(parameter); }
  void learn(int parameter) override { player().learn(parameter); }
  int learning() const override { return player().learning(); }
  int controller(int parameter) const override { return player().controller(parameter); }
  const Meters& meters() const override { return player().meters(); }
  SpectralEdit& spectral_edit() override { return player().spectral_edit(); }
  DisplayFeed& display_feed() override { return player().display_feed(); }
  int latency_samples() const override { return player().latency_samples(); }
  void play_key(int note, float velocity_unit) override { player().play_key(note, velocity_unit); }
  void play_phrase(bool on) override { player().play_phrase(on); }
  bool phrase_plays() const override { return player().phrase_plays(); }

 private:
  std::unique_ptr<Player> instrument_, effect_;
  std::atomic<Player*> active_{nullptr};
  std::atomic<int> changes_{0};
  // for a model, which player is it that plays? Held for moments, or while that one loads
  std::mutex asking_;
  std::string sentence_, said_of_;  // said_of_: the model
};

}  // namespace partials
