// SPDX-License-Identifier: MIT
// A performance: a model dances for some seconds, beside the real movement that it continues and the leader
// that it follows, all in one place, and with the sound that it hears or plays.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "families/dance/dancer.h"
#include "families/dance/train/dance_takes.h"

namespace partials::dance {

struct PerformanceRequest {
  double seconds = 30;
  DanceSettings settings;
  std::string prime;   // a BVH file whose first seconds it hears; empty: the model's own opening
  std::string leader;  // a BVH file; needed where the model follows one
  // an audio file that it hears from its first frame on; empty: the sound beside `prime`, or silence
  std::string sound;
  double primed_s = 3;
};

struct Dance {
  std::string name;
  std::vector<BodyPose> poses;  // frame 0 is where the model begins by itself
};
struct PerformanceSound {
  std::vector<float> samples;  // mono, from the first frame on; empty: none
  double rate_hz = 44100;
};
struct Performance {
  Rig rig;
  double rate_hz = 30;
  Dance made;
  std::vector<Dance> real;  // how the priming take goes on, and the leader; may be empty
  PerformanceSound sound;
};

// Throws std::runtime_error with one sentence.
Performance perform(const std::shared_ptr<const Model>& model, const PerformanceRequest& request);

motion::Bvh bvh_of(const Performance& performance);
std::string bvh_text(const Performance& performance);

}  // namespace partials::dance
