// SPDX-License-Identifier: MIT
// What a graph and a processor's description may hold. Asked before anything of that size is stored, so that
// neither a file nor a processor can make a plan write past a table or want memory without end.
#pragma once
#include "graph/plan.h"

namespace partials {

inline constexpr size_t kMaxNodes = 4096, kMaxGraphInputs = 256, kMaxGraphOutputs = 256;
inline constexpr int kMaxChannels = 65536;                   // of a wire
inline constexpr int kMaxTimes = 1 << 28;                    // samples or frames of a call
inline constexpr size_t kMaxGraphWeights = size_t{1} << 30;  // of a graph

Result<void> check_limits(const Graph& graph, const PlanOptions& options);
// Its table of settings, before that is copied.
Result<void> check_limits(const Node& node, const Info& info);
// Its ports and weights, once settings and wires are known; `weights` is how many the graph has without it.
Result<void> check_limits(const Node& node, const Spec& spec, size_t weights);

}  // namespace partials
