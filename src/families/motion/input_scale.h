// SPDX-License-Identifier: MIT
// Mean and deviation of columns, by which inputs of different units become comparable.
#pragma once
#include <cmath>
#include <cstddef>
#include <vector>

namespace partials::motion {

struct ColumnScale {
  std::vector<double> mean, deviation;  // deviation: 1 where a column does not change
  std::vector<bool> constant;
};

// rows [n][columns], n >= 1.
inline ColumnScale column_scale(const std::vector<double>& rows, size_t columns) {
  const size_t n = rows.size() / columns;
  ColumnScale s{std::vector<double>(columns), std::vector<double>(columns), std::vector<bool>(columns)};
  for (size_t c = 0; c < columns; ++c) {
    for (size_t i = 0; i < n; ++i) s.mean[c] += rows[i * columns + c] / static_cast<double>(n);
    double square = 0;
    for (size_t i = 0; i < n; ++i) square += std::pow(rows[i * columns + c] - s.mean[c], 2);
    const double deviation = std::sqrt(square / static_cast<double>(n));
    s.constant[c] = deviation <= 1e-7 * std::abs(s.mean[c]) + 1e-12;
    s.deviation[c] = s.constant[c] ? 1 : deviation;
  }
  return s;
}

}  // namespace partials::motion
