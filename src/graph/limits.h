// SPDX-License-Identifier: MIT
// Limits of a graph and of a processor's description. They are checked before anything of that size is
// stored, so that neither a file nor a processor can make a plan write past a table or allocate without
// bound.
#pragma once
#include "graph/plan.h"

namespace partials {

inline constexpr size_t kMaxNodes = 4096, kMaxGraphInputs = 256, kMaxGraphOutputs = 256;
inline constexpr int kMaxChannels = 65536;                   // of a wire
inline constexpr int kMaxTimes = 1 << 28;                    // samples or frames of a call
inline constexpr size_t kMaxGraphWeights = size_t{1} << 30;  // of a graph

Result<void> check_limits(const Graph& graph, const PlanOptions& options);
// Checks its table of settings before that is copied.
Result<void> check_limits(const Node& node, const Info& info);
// Checks its ports and weights, once settings and wires are known; `weights` is the graph's number of weights
// without it.
Result<void> check_limits(const Node& node, const Spec& spec, size_t weights);

}  // namespace partials
