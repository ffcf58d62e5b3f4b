// SPDX-License-Identifier: MIT
// Takes that show the same movement: the same recording marked again, mirrored, resampled, cut or scaled.
// Both takes are compared at 10 Hz in their rates of change, which hold no place, and at the lag where their
// speeds agree best; likeness is the correlation over all common channels there, 1 for the same movement.
#pragma once
#include <string>
#include <vector>

#include "families/motion/take.h"

namespace partials::motion {

struct Repeat {
  size_t first = 0, second = 0;  // indices of the takes
  double lag_s = 0;              // the second take's start in the time of the first
  double overlap_s = 0;
  double likeness = 0;  // -1..1
  bool is_mirrored = false;
  std::string sentence;  // "takes/b.csv shows the movement of takes/a.csv, mirrored, ..."
};

// Between the likest different takes (one letter drawn twice by the same hand: 0.94; dances, exercises and
// walks: below 0.9) and the least like copies (mirrored and resampled: 0.98).
inline constexpr double kSameMovement = 0.96;

// Channels are compared by canonical names. Takes below 1 s, or that stand still, are not compared.
std::vector<Repeat> find_repeats(const std::vector<Take>& takes, double least_likeness = kSameMovement);

}  // namespace partials::motion
