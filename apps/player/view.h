// SPDX-License-Identifier: MIT
// What a window sees of a player. Pure, because the LV2 window is a library of its own and reaches the player through this table
// only. [main-thread]
#pragma once
#include <array>
#include <string>

#include "engine/engine.h"

namespace partials {

struct Status {
  std::string model, credits, message;       // message: one sentence, empty when all is well
  std::array<std::string, kMacros> macros;   // "" where the model has nothing for the slot
};

class View {
 public:
  virtual PlayerKind kind() const = 0;
  virtual int revision() const = 0;          // another number whenever the status may have changed
  virtual Status status() = 0;
  virtual float value(int parameter) const = 0;
  virtual void learn(int parameter) = 0;     // the next MIDI controller moves it; where one does already, that is forgotten
  virtual int learning() const = 0;          // the parameter that waits for one, -1: none
  virtual int controller(int parameter) const = 0;  // that moves it, -1: none
  virtual const Meters& meters() const = 0;
  virtual int latency_samples() const = 0;

 protected:
  ~View() = default;
};

}  // namespace partials
