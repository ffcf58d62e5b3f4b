// SPDX-License-Identifier: MIT
#include "graph/byte_weights.h"

#include "base/byte_grid.h"

namespace partials {

void round_to_bytes(const WeightTable& table, float* weights) {
  for (const WeightEntry& e : table.entries) {
    if (!e.matrix) continue;
    float* row = weights + e.offset;
    for (int r = 0; r < e.rows; ++r, row += e.cols) {
      const float step = byte_step(row, e.cols);
      for (int c = 0; c < e.cols; ++c) row[c] = static_cast<float>(byte_of(row[c], step)) * step;
    }
  }
}

}  // namespace partials
