// SPDX-License-Identifier: MIT
// Reads and writes a graph as JSON. Self-contained; unknown keys are refused, and bounds are checked before
// anything is built.
//   {"hop_s": [1, 250], "band_hz": 16000, "reference_rate_hz": 44100,
//    "inputs":  {"f0_hz": {"rate": "frame", "channels": 1}},
//    "nodes":   {"bank": {"processor": "harmonic_bank", "settings": {...},
//                         "in": {"f0_hz": "in.f0_hz", ...}}},
//    "outputs": {"audio": "bank.out"}}
// A node may have "scope": "bus": it runs once after the sum of the voices (graph/split_scope.h).
#pragma once
#include <string>

#include "base/result.h"
#include "graph/graph.h"

namespace partials {

// `file` is only for messages
Result<Graph> graph_from_json(const std::string& text, const std::string& file);
std::string json_from_graph(const Graph& graph);

}  // namespace partials
