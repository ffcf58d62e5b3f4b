// SPDX-License-Identifier: MIT
// State of the senders between messages: plain data, one copy per receiver.
#pragma once
#include <array>
#include <cstdint>

#include "families/motion/senders/axes.h"
#include "families/motion/senders/people.h"

namespace partials::motion {

struct VmcMemory {
  static constexpr size_t kBones = 55;
  struct Bone {  // relative to its parent, in our axes
    Vec3 at{};
    Quaternion turn{1, 0, 0, 0};
    bool seen = false;
  };
  std::array<Bone, kBones> bones{};
  Bone root{};
  static constexpr size_t kDevices = 16;
  std::array<uint64_t, kDevices> devices{};  // hashes of serial numbers, in order of appearance
  bool moved = false;                        // a bone or the root changed in this packet
};

struct MediapipeMemory {
  double image_width = 0, image_height = 0;  // pixels; 0: unknown
  enum class Up : uint8_t {
    unknown,
    no,
    yes
  } y_up = Up::unknown;  // direction of y in the array messages, detected once
};

struct OsceletonMemory {
  enum class Scale : uint8_t { unknown, mm, cm } scale = Scale::unknown;  // detected from the first joint
};

struct SenselMemory {
  static constexpr int kContacts = 16;
  uint16_t down = 0;  // bit i: contact i + 1 touches
};

struct SenderMemory {
  People people;
  VmcMemory vmc;
  MediapipeMemory mediapipe;
  OsceletonMemory osceleton;
  SenselMemory sensel;
};

}  // namespace partials::motion
