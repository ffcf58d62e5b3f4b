// SPDX-License-Identifier: MIT
// The known name nearest to one that a user mistyped, for a sentence.
#pragma once
#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace partials {

// Edit distance: insertions, deletions and replacements.
inline size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i + 1);
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j + 1] + 1, row[j] + 1});
    }
  }
  return row.back();
}

// "" where none is near: more than half of the letters would have to change.
inline std::string nearest_name(const std::string& wanted, const std::vector<std::string>& names) {
  size_t least = std::max<size_t>(2, wanted.size() / 2) + 1;
  std::string nearest;
  for (const std::string& name : names)
    if (const size_t d = edit_distance(name, wanted); !name.empty() && d < least) {
      least = d;
      nearest = name;
    }
  return nearest;
}

}  // namespace partials
