// SPDX-License-Identifier: MIT
// An instrument and an effect that are one program: two players, of which one plays. When the other one takes
// its place, it takes over the model, the parameters and what was drawn by hand. What a window sees of it is
// one view. [main-thread] but for become
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
  // waits while the model is built; by any one thread but the audio thread
  void become(PlayerKind kind, audio::Stage& stage);
  void load_soon(const std::string& path);  // by the one that plays, or is about to
  // as if nothing had been asked for yet, before anything plays
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
