// SPDX-License-Identifier: MIT
// The middle value; of an even number, the upper of the two in the middle; of nothing, 0.
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
