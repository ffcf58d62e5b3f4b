// SPDX-License-Identifier: MIT
// One recording made ready for training: mono audio at the model's reference rate, and for every frame what the live analyser
// says of the time at which that frame starts (read one analyser latency later, as playing does).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace partials {

struct Clip {
  std::string name;
  std::vector<float> audio;
  std::vector<float> f0_hz, confidence, loudness_db;  // [frames]
  std::vector<float> age_s, struck_db;                // [frames] of the stroke that sounds (learn/learn_strokes.h); the trainer fills them in
  int frames() const { return static_cast<int>(f0_hz.size()); }
};

}  // namespace partials
