// SPDX-License-Identifier: MIT
// Services of a window's shell (LV2, VST3, CLAP, the standalone) for the scene. Everything that changes the
// player goes through the host, so that it can be recorded and undone there. [main-thread]
#pragma once
#include <string>

namespace partials::window {

enum class Wanted { model, recordings };  // what a file dialog looks for

class Shell {
 public:
  virtual void begin(int parameter) = 0;  // a gesture: begin, any number of set, end
  virtual void set(int parameter, float value) = 0;
  virtual void end(int parameter) = 0;
  virtual void load(const std::string& path) = 0;
  virtual void ask_for(Wanted what) = 0;  // the answer arrives later, like a dropped file
  virtual double rate_hz() const = 0;

 protected:
  ~Shell() = default;
};

}  // namespace partials::window
