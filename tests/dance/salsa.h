// SPDX-License-Identifier: MIT
// The committed pair of dancers, read once: performance 04 (10 s) and 10 (6 s), each a leader and a follower.
#pragma once
#include <string>

#include "families/dance/train/material.h"

namespace partials::dance {

inline std::string salsa_path(const std::string& file = "") {
  return std::string(PARTIALS_SOURCE_DIR) + "/tests/data/body/salsa" + (file.empty() ? "" : "/" + file);
}
inline const DanceTakes& salsa() {
  static const DanceTakes takes = read_dances({salsa_path()}, kDanceRate);
  return takes;
}
// Takes are in the order of their names.
inline constexpr size_t kLead04 = 0, kLead10 = 1, kFollow04 = 2, kFollow10 = 3;

}  // namespace partials::dance
