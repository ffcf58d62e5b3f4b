// SPDX-License-Identifier: MIT
#include "families/instrument/train/play_clip.h"

#include <algorithm>

#include "families/instrument/voice.h"

namespace partials {

constexpr int kBlock = 512;

Result<std::vector<float>> play_clip(const Graph& graph, const std::vector<float>& weights, const Clip& clip,
                                     int rate_hz, size_t samples) {
  std::vector<float> out(samples);
  if (clip.frames() == 0) return out;
  Voice voice;
  if (auto ready = voice.prepare(graph, weights.data(), rate_hz, kBlock); !ready) return ready.error();
  voice.start(1);
  voice.render(out.data(), static_cast<int>(samples), [&](int64_t frame) {
    const auto k = static_cast<size_t>(std::min<int64_t>(frame, clip.frames() - 1));
    return FrameControls{clip.f0_hz[k], clip.loudness_db[k]};
  });
  return out;
}

}  // namespace partials
