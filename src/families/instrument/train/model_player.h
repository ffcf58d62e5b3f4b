// SPDX-License-Identifier: MIT
// Plays recordings through a model: analysed by its own analyser, played by the real-time engine's voice in
// blocks, as in live playing. The graph and the weights must outlive the player.
#pragma once
#include "analysis/analyser.h"
#include "families/instrument/train/evaluate.h"
#include "graph/graph.h"

namespace partials {

PlayTarget model_player(const Graph& graph, const std::vector<float>& weights,
                        const AnalyserSettings& analyser);

}  // namespace partials
