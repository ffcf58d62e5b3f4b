// SPDX-License-Identifier: MIT
#include "families/dance/body_osc.h"

#include "families/motion/body_names.h"
#include "families/motion/senders/kinect_joints.h"
#include "osc/writer.h"

namespace partials::dance {
namespace {

constexpr size_t kBytesAJoint = 96;  // length, address, type tags, three numbers and a word

}  // namespace

BodyOsc::BodyOsc(const motion::Skeleton& skeleton, int person) {
  motion::Skeleton named = skeleton;
  motion::use_canonical_names(named);
  for (const motion::JointName& name : motion::kKinectJoints)
    if (const int at = named.find(name.ours); at >= 0)
      joints_.push_back({static_cast<size_t>(at),
                         "/bodies/" + std::to_string(person) + "/joints/" + std::string(name.theirs)});
  memory_.resize(64 + kBytesAJoint * joints_.size());
}

std::string_view BodyOsc::packet(const motion::Pose& world) noexcept {
  osc::Encoder encoder(memory_);
  encoder.begin_bundle();
  for (const Sent& sent : joints_) {
    encoder.begin(sent.address, ",fffs");
    for (const double x : world.places_m[sent.joint]) encoder.add(static_cast<float>(x));
    encoder.add(std::string_view("Tracked"));
  }
  return encoder.bytes();
}

}  // namespace partials::dance
