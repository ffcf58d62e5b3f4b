// SPDX-License-Identifier: MIT
#include "runs/model_player.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "data/clips.h"
#include "engine/voice.h"

namespace partials {
namespace {

constexpr int kBlock = 512;

}  // namespace

Player model_player(const Graph& graph, const std::vector<float>& weights, const AnalyserSettings& analyser) {
  return [&graph, &weights, analyser](const AudioClip& target) {
    const Clip clip = make_clip("target", target.samples, target.rate_hz, graph, analyser);
    std::vector<float> out(static_cast<size_t>(std::ceil(target.duration_s() * kJudgeRateHz)), 0.f);
    if (clip.frames() == 0) return out;
    Voice voice;
    if (auto ready = voice.prepare(graph, weights.data(), static_cast<int>(kJudgeRateHz), kBlock); !ready) throw std::runtime_error(ready.error().text);
    voice.start(1);
    voice.render(out.data(), static_cast<int>(out.size()), [&](int64_t frame) {
      const auto k = static_cast<size_t>(std::min<int64_t>(frame, clip.frames() - 1));
      return FrameControls{clip.f0_hz[k], clip.loudness_db[k]};
    });
    return out;
  };
}

}  // namespace partials
