// SPDX-License-Identifier: MIT
#include "families/instrument/train/play_clip.h"

#include <algorithm>

namespace partials {

constexpr int kBlock = 512;

Result<ClipPlayer> ClipPlayer::create(const Graph& graph, const std::vector<float>& weights, int rate_hz) {
  ClipPlayer player;
  if (auto ready = player.voice_.prepare(graph, weights.data(), rate_hz, kBlock); !ready)
    return ready.error();
  return player;
}

std::vector<float> ClipPlayer::play(const Clip& clip, size_t samples) {
  std::vector<float> out(samples);
  if (clip.frames() == 0) return out;
  voice_.start(1);
  voice_.render(out.data(), static_cast<int>(samples), [&](int64_t frame) {
    const auto k = static_cast<size_t>(std::min<int64_t>(frame, clip.frames() - 1));
    return FrameControls{clip.f0_hz[k], clip.loudness_db[k]};
  });
  return out;
}

Result<std::vector<float>> play_clip(const Graph& graph, const std::vector<float>& weights, const Clip& clip,
                                     int rate_hz, size_t samples) {
  auto player = ClipPlayer::create(graph, weights, rate_hz);
  if (!player) return player.error();
  return player.value().play(clip, samples);
}

}  // namespace partials
