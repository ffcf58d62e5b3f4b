// SPDX-License-Identifier: MIT
// What senders keep from message to message: plain data, one for each receiver.
#pragma once
#include <array>
#include <cstdint>

#include "families/motion/senders/axes.h"
#include "families/motion/senders/people.h"

namespace partials::motion {

struct VmcMemory {
  static constexpr size_t kBones = 55;
  struct Bone {  // against its parent, in our axes
    Vec3 at{};
    Quaternion turn{1, 0, 0, 0};
    bool seen = false;
  };
  std::array<Bone, kBones> bones{};
  Bone root{};
  static constexpr size_t kDevices = 16;
  std::array<uint64_t, kDevices> devices{};  // hashes of serial names, in the order in which they came
  bool moved = false;                        // in this packet
};

struct MediapipeMemory {
  double image_width = 0, image_height = 0;                         // pixels; 0: not told
  enum class Up : uint8_t { unknown, no, yes } y_up = Up::unknown;  // of arrays, by the first clear one
};

struct OsceletonMemory {
  enum class Scale : uint8_t { unknown, mm, cm } scale = Scale::unknown;  // by the first joint
};

struct SenselMemory {
  static constexpr int kContacts = 16;
  uint16_t down = 0;  // a bit for each contact
};

struct SenderMemory {
  People people;
  VmcMemory vmc;
  MediapipeMemory mediapipe;
  OsceletonMemory osceleton;
  SenselMemory sensel;
};

}  // namespace partials::motion
