// SPDX-License-Identifier: MIT
// Recordings made into training clips: resampled to the model's reference rate, analysed by the one analyser, features read at
// every frame start plus the analyser's delay (what a live player would know of that moment, once it knows it).
#pragma once
#include <string>
#include <vector>

#include "analysis/analyser.h"
#include "graph/graph.h"
#include "learn/clip.h"

namespace partials {

Clip make_clip(const std::string& name, std::vector<float> audio, double rate_hz, const Graph& graph,
               const AnalyserSettings& settings);

}  // namespace partials
