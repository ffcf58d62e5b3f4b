// SPDX-License-Identifier: MIT
#include "families/instrument/train/model_player.h"

#include <cmath>
#include <stdexcept>

#include "base/need.h"
#include "families/instrument/train/clips.h"
#include "families/instrument/train/play_clip.h"

namespace partials {

PlayTarget model_player(const Graph& graph, const std::vector<float>& weights,
                        const AnalyserSettings& analyser) {
  return [&graph, &weights, analyser](const AudioClip& target) {
    const Clip clip = make_clip("target", target, graph, analyser);
    return need(play_clip(graph, weights, clip, static_cast<int>(kJudgeRateHz),
                          static_cast<size_t>(std::ceil(target.duration_s() * kJudgeRateHz))));
  };
}

}  // namespace partials
