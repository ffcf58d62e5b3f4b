// SPDX-License-Identifier: MIT
// A body as OSC, at every frame: one bundle of /bodies/PERSON/joints/NAME x y z "Tracked" in metres, as a
// Kinect v2 is sent (families/motion/senders/kinect.cpp), so that mappings, pages and other programs hear it
// as any body. Memory is allocated once; packet() allocates nothing.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "families/dance/rig.h"

namespace partials::dance {

class BodyOsc {
 public:
  BodyOsc(const motion::Skeleton& skeleton, int person);
  size_t joints() const noexcept { return joints_.size(); }  // that are sent; the others have no name there
  // Valid until the next call.
  std::string_view packet(const motion::Pose& world) noexcept;

 private:
  struct Sent {
    size_t joint;
    std::string address;
  };
  std::vector<Sent> joints_;
  std::vector<char> memory_;
};

}  // namespace partials::dance
