// SPDX-License-Identifier: MIT
// The model file of a dance: a graph of frames, and the entry `dance` with the body, its numbers, the AR(2)
// model that the network corrects, and what is heard of a leader and of a sound.
// Graph: input `pose` [numbers that vary], standardised, `leader` [what is heard] where it follows one, and
// `sound` [loudness, onset] where it hears one: until pose n + 1; output `mixture`: of (x[n + 1] - AR(2)) /
// spread, with x[n] the newest pose.
#pragma once
#include <string>
#include <vector>

#include "families/dance/autoregression.h"
#include "families/dance/mixture.h"
#include "families/dance/pose_numbers.h"
#include "families/dance/sound_ear.h"
#include "model/family_format.h"

namespace partials::dance {

inline constexpr const char* kDanceFamily = "dance";

// What is heard of the leader: where some joints are, in m, and how fast they move, in m/s, as seen from the
// follower's hips and heading: left, up (above the floor), ahead.
inline constexpr size_t kHeardOfJoint = 6;
struct LeaderInput {
  std::vector<std::string> joints;     // canonical names; empty: it follows nobody
  std::vector<float> mean, deviation;  // [kHeardOfJoint joints]
  size_t size() const { return mean.size(); }
};

// What is heard of a sound: x = (loudness or onset - mean) / deviation.
inline constexpr size_t kHeardOfSound = 2;
struct SoundInput {
  std::vector<float> mean, deviation;  // [kHeardOfSound], in dB; empty: it hears no sound
  size_t size() const { return mean.size(); }
  bool empty() const { return mean.empty(); }
};

struct DancePart final : ModelPart {
  Rig rig;
  NumberScale scale;
  Autoregression ar;
  LeaderInput leader;
  SoundInput sound;
  // of the movement it learned from, over its joints: mean speed in m/s and mean acceleration in m/s2
  double speed = 0, acceleration = 0;
};

const FamilyFormat& dance_format();
const DancePart& part_of(const Model& model);  // one without joints where it is of another family

struct DanceShape {
  int numbers = 0, leader = 0;  // channels of the inputs; leader 0: none
  int units = 128, components = 5;
  int rate_hz = 30;
  int sound = 0;  // channels; 0: it hears none
};
Graph dance_graph(const DanceShape& shape);

// The shape of a model's mixture; an Error where graph and entry do not belong together.
Result<MixtureShape> mixture_of(const Model& model);

// own: of the follower. joints, before [leader.joints]: in the world, now and a frame earlier; out
// [leader.size()], standardised.
void hear_leader(const LeaderInput& leader, const BodyPose& own, double rate_hz, const Vec3* joints,
                 const Vec3* before, float* out) noexcept;
// out [sound.size()], standardised.
void hear_sound(const SoundInput& input, const HeardSound& sound, float* out) noexcept;

}  // namespace partials::dance
