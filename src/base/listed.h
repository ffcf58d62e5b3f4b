// SPDX-License-Identifier: MIT
// A list of names for a sentence: the first four, and how many more there are.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

namespace partials {

inline std::string listed(const std::vector<std::string>& names) {
  std::string s;
  for (size_t i = 0; i < std::min<size_t>(4, names.size()); ++i) s += (i ? ", " : "") + names[i];
  return names.size() > 4 ? s + " and " + std::to_string(names.size() - 4) + " more" : s;
}

}  // namespace partials
