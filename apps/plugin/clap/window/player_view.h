// SPDX-License-Identifier: MIT
// An instance as the window sees it, and the window's hands on it.
#pragma once
#include "../player.h"
#include "shell.h"
#include "view.h"

namespace partials::clap {

class PlayerView : public View {
 public:
  explicit PlayerView(Player& player) : player_(player) {}
  PlayerKind kind() const override { return player_.kind(); }
  int revision() const override { return player_.revision(); }
  Status status() override;
  float value(int parameter) const override { return engine().value(parameter); }
  void learn(int parameter) override;
  int learning() const override { return engine().learning(); }
  int controller(int parameter) const override { return engine().controller_of(parameter); }
  Shape& shape() override { return engine().shape(); }
  Seen& seen() override { return engine().seen(); }
  const Meters& meters() const override { return engine().meters(); }
  int latency_samples() const override { return engine().latency_samples(); }

 protected:
  ~PlayerView() = default;
  Engine& engine() const { return player_.session().engine(); }
  Player& player_;
};

}  // namespace partials::clap
