// SPDX-License-Identifier: MIT
// Compares a measured figure with its limit, both as printed: a figure that is shown as equal to its limit is
// within it.
#pragma once
#include <cmath>

namespace partials {

inline bool within(double figure, double limit, int decimals) {
  const double places = std::pow(10.0, decimals);
  return std::round(figure * places) <= std::round(limit * places);
}

}  // namespace partials
