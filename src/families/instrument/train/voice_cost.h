// SPDX-License-Identifier: MIT
// The measured cost of one voice of a model on this machine: CPU time of the thread that renders a held note
// in blocks. Every block is rendered in several passes and its lowest time counts, so that interruptions by
// other programs do not; blocks differ because only some contain the start of a frame.
#pragma once
#include <vector>

#include "base/result.h"
#include "graph/graph.h"

namespace partials {

struct VoiceCost {
  int rate_hz = 0, block = 0;
  double ms_per_s = 0.0;  // CPU per second of sound: 10 is 1 % of a core
  double mean_block_us = 0.0, worst_block_us = 0.0;
  double deadline_us = 0.0;  // duration of a block
  size_t memory_bytes = 0;   // the plan at width 1: buffers, states, constants, steps
  // matrices as bytes, shared by all voices; 0: the model's weights are floats
  size_t packed_bytes = 0;
};

Result<VoiceCost> measure_voice_cost(const Graph& graph, const std::vector<float>& weights,
                                     int rate_hz = 48000, int block = 64, double seconds = 1.0,
                                     int passes = 5);

}  // namespace partials
