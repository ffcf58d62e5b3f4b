// SPDX-License-Identifier: MIT
// A SpaceMouse, which measures translation and rotation of its cap. HID input reports:
//   id 1: x y z; id 2: rx ry rz, each int16 little-endian, about +-350; wireless models send all six in
//   report 1 id 3: button bits; id 0x17: battery charge in percent
// The device's axes are x right, y towards the player, z down; they are converted to x right, y up, z towards
// the player, each -1..1 at +-350, and rotations about the same axes. The device sends nothing at rest, so
// silence is not a drop-out.
#pragma once
#include <cstdint>
#include <span>

#include "families/motion/body.h"

namespace partials::motion {

class SpaceMouse {
 public:
  static constexpr double kFull = 350;
  static constexpr int kButtons = 32;

  // report: starts with its id. Returns false, without effect, if it is unknown or too short.
  bool take(std::span<const uint8_t> report, double stamp_s, Body& body) noexcept;
  // Marks all channels as lost; for when the device was unplugged.
  void leave(Body& body) const noexcept;

 private:
  uint32_t known_buttons_ = 0;  // buttons that have been pressed at least once
};

// Source of input reports. [one thread]
class ReportSource {
 public:
  struct Report {
    uint8_t bytes[64] = {};
    size_t size = 0;
  };
  enum class Next { report, nothing, gone };
  virtual ~ReportSource() = default;
  // Reads the next pending report; does not wait.
  virtual Next next(Report& report) noexcept = 0;
};

}  // namespace partials::motion
