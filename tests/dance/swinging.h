// SPDX-License-Identifier: MIT
// Generated dances to a sound: a small body that swings both arms the faster, the louder the sound was
// kLeadFrames before. Nothing but the sound tells when its speed will change.
#pragma once
#include <cmath>
#include <numbers>
#include <vector>

#include "base/random.h"
#include "families/dance/train/material.h"

namespace partials::dance {

inline constexpr size_t kLeadFrames = 3;
inline constexpr float kSoft_db = -45, kLoud_db = -9;

inline Rig swinging_rig() {
  Rig rig;
  rig.skeleton.joints = {{"hips", -1, {}, false},
                         {"chest", 0, {0, 0.4, 0}, false},
                         {"left_shoulder", 1, {0.2, 0, 0}, false},
                         {"left_wrist", 2, {0.6, 0, 0}, true},
                         {"right_shoulder", 1, {-0.2, 0, 0}, false},
                         {"right_wrist", 4, {-0.6, 0, 0}, true}};
  rig.rest.assign(6, motion::kNoTurn);
  rig.turning = {2, 4};
  return rig;
}

// Loudness of a sound whose level changes every half second to second, [frames].
inline std::vector<HeardSound> changing_sound(size_t frames, uint64_t key) {
  std::vector<HeardSound> sound;
  uint64_t change = 0;
  while (sound.size() < frames) {
    const float db = kSoft_db + (kLoud_db - kSoft_db) * random_unit(key, 2 * change);
    const auto length = static_cast<size_t>(15 + 15 * random_unit(key, 2 * change + 1));
    const float rise = sound.empty() ? 0 : std::max(0.f, db - sound.back().loudness_db);
    sound.insert(sound.end(), length, {db, 0});
    sound[sound.size() - length].onset_db = rise;
    ++change;
  }
  sound.resize(frames);
  return sound;
}

inline DanceTake swinging_take(const Rig& rig, size_t frames, uint64_t key) {
  DanceTake take;
  take.take.name = "swings" + std::to_string(key);
  take.sound = changing_sound(frames, key);
  double phases[2] = {6 * random_unit(key + 1, 0), 6 * random_unit(key + 1, 1)};
  double speed = 0.2;
  for (size_t n = 0; n < frames; ++n) {
    const float db = take.sound[n < kLeadFrames ? 0 : n - kLeadFrames].loudness_db;
    const double wanted = (db - kSoft_db) / (kLoud_db - kSoft_db);
    speed += 0.5 * (wanted - speed);
    BodyPose pose;
    pose.place_m = {0, 1, 0};
    pose.turns = rig.rest;
    for (size_t arm = 0; arm < 2; ++arm) {
      phases[arm] += (0.02 + 0.35 * speed) * (1 + 0.1 * random_bipolar(key + 2, 2 * n + arm));
      pose.turns[rig.turning[arm]] = motion::turn_about(2, 50 * std::sin(phases[arm]));
    }
    take.poses.push_back(std::move(pose));
  }
  return take;
}

// Takes 0 to count - 1 of so many seconds.
inline DanceTakes swinging_takes(size_t count, double seconds) {
  DanceTakes dances;
  dances.rig = swinging_rig();
  dances.rate_hz = kDanceRate;
  for (uint64_t i = 0; i < count; ++i)
    dances.takes.push_back(
        swinging_take(dances.rig, static_cast<size_t>(seconds * kDanceRate), 1000 * (i + 1)));
  return dances;
}

}  // namespace partials::dance
