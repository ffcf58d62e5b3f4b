// SPDX-License-Identifier: MIT
// Matrices of weights as bytes (base/byte_grid.h) in the order in which kernels read them: made once on the
// main thread by Plan::pack, shared by the voices that play the same model, so that a processor's cache holds
// them once.
#pragma once
#include <vector>

#include "base/arena.h"

namespace partials {

struct PackedWeights {
  // in the order of the plan's steps; empty if a node's weights are read as floats
  std::vector<Arena> nodes;

  const void* of(size_t step) const noexcept {
    return step < nodes.size() && nodes[step].size() ? nodes[step].at(0) : nullptr;
  }
  size_t bytes() const noexcept {
    size_t sum = 0;
    for (const Arena& a : nodes) sum += a.size();
    return sum;
  }
};

}  // namespace partials
