// SPDX-License-Identifier: MIT
// The median; the upper of the two middle values if the number is even; 0 if there are no values.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

namespace partials {

template <class T>
T median(std::vector<T> x) {
  if (x.empty()) return T(0);
  const auto middle = x.begin() + static_cast<int64_t>(x.size() / 2);
  std::nth_element(x.begin(), middle, x.end());
  return *middle;
}

}  // namespace partials
