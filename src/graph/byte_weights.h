// SPDX-License-Identifier: MIT
// Rounds a model's matrices to the grid of base/byte_grid.h, row by row; biases, gains and impulse responses
// are unchanged. Such a model is played from a quarter of the bytes (Plan::pack), with exactly the weights in
// the file. Rounding is idempotent.
#pragma once
#include "graph/weights.h"

namespace partials {

void round_to_bytes(const WeightTable& table, float* weights);

}  // namespace partials
