// SPDX-License-Identifier: MIT
// One recording prepared for training: mono audio at the model's reference rate, and for every frame the live
// analyser's values for the time at which that frame starts (read one analyser latency later, as in playing).
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace partials {

struct Clip {
  std::string name;
  std::vector<float> audio;
  std::vector<float> f0_hz, confidence, loudness_db;  // [frames]
  // [frames] of the current stroke (families/instrument/train/learn_strokes.h); the trainer fills them
  std::vector<float> age_s, struck_db;
  int frames() const { return static_cast<int>(f0_hz.size()); }

  // The confident pitches, in Hz, of frames first .. last - 1 within the clip.
  std::vector<float> sure_f0_hz(int first, int last) const {
    std::vector<float> out;
    for (int i = std::max(0, first); i < std::min(last, frames()); ++i)
      if (const auto at = static_cast<size_t>(i); confidence[at] >= 0.5f && f0_hz[at] > 0)
        out.push_back(f0_hz[at]);
    return out;
  }
};

}  // namespace partials
