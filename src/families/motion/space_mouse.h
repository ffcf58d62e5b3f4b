// SPDX-License-Identifier: MIT
// A SpaceMouse: six numbers from pushing and turning a cap, and buttons, as HID input reports:
//   id 1: x y z, id 2: rx ry rz, each int16 little-endian, about +-350; wireless models send all six in id 1
//   id 3: buttons, a bit each; id 0x17: charge of the battery in percent
// The device pushes x to the right, y towards the player and z down; here x goes right, y up and z towards
// the player, all -1..1 at 350, turns about the same axes. It is silent while the cap rests, so silence is
// rest.
#pragma once
#include <cstdint>
#include <span>

#include "families/motion/body.h"

namespace partials::motion {

class SpaceMouse {
 public:
  static constexpr double kFull = 350;
  static constexpr int kButtons = 32;

  // One report, its id in front. False where it is none of those above or too short; then nothing was done.
  bool take(std::span<const uint8_t> report, double stamp_s, Body& body) noexcept;
  // The device is gone: all its channels are lost.
  void leave(Body& body) const noexcept;

 private:
  uint32_t known_buttons_ = 0;  // those that were pressed at least once
};

// Where reports come from: a device, a file, a test. [one thread]
class ReportSource {
 public:
  struct Report {
    uint8_t bytes[64] = {};
    size_t size = 0;
  };
  enum class Next { report, nothing, gone };
  virtual ~ReportSource() = default;
  // The next report that is there; does not wait.
  virtual Next next(Report& report) noexcept = 0;
};

}  // namespace partials::motion
