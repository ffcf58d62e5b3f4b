// SPDX-License-Identifier: MIT
// What a box's knobs and pads do to a player. A knob's value is mapped linearly to its target; between the
// four corners of a pad every value is interpolated bilinearly, and what has steps is that of the nearest
// corner, so that a corner is exactly what was saved. [any thread but audio]
#pragma once
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "box/box_config.h"
#include "player.h"

namespace partials::box {

class KnobMap {
 public:
  // programs: paths of the models; panic: silences all notes
  KnobMap(const BoxConfig& config, std::vector<std::string> programs, Player& player,
          std::function<void()> panic);
  // From any source; false: no knob or axis has this name. What is not finite is ignored.
  bool turn(std::string_view name, double value);

 private:
  struct Place {  // of a finger on a pad, 0..1
    float x = 0.5f, y = 0.5f;
  };
  void turn(const Knob& knob, double unit);
  void move(const Pad& pad, const Place& at);

  const BoxConfig& config_;
  const std::vector<std::string> programs_;
  Player& player_;
  const std::function<void()> panic_;
  std::mutex one_;  // serial ports and OSC are read by different threads
  std::vector<Place> places_;
  size_t program_;
  bool pressed_ = false;
};

}  // namespace partials::box
