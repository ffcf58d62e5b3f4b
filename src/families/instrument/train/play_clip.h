// SPDX-License-Identifier: MIT
// A clip's own pitch and loudness through the engine's voice: what a model is validated and judged by.
// [main-thread]
#pragma once
#include <vector>

#include "base/result.h"
#include "families/instrument/train/clip.h"
#include "graph/graph.h"

namespace partials {

// samples of sound at rate_hz; a clip that ends sooner holds its last frame, one without a frame is silence.
Result<std::vector<float>> play_clip(const Graph& graph, const std::vector<float>& weights, const Clip& clip,
                                     int rate_hz, size_t samples);

}  // namespace partials
