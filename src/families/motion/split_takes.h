// SPDX-License-Identifier: MIT
// Folds for judging: what is held out, and what is learned from. Takes of one person, of one session,
// recorded together or showing the same movement (repeats.h) stay on one side.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "families/motion/repeats.h"
#include "families/motion/take.h"

namespace partials::motion {

enum class HoldOut : unsigned char {
  person,   // nobody who is held out is learned from
  session,  // a session, though its people may be on both sides
  take,     // a take, though its session and person may be on both sides
};

struct Folds {
  std::vector<std::vector<size_t>> held_out;  // indices of takes, one list a fold; every take is in one
  std::string sentence;                       // what may still be on both sides
};

// An Error where a person (or session) is unknown, or where all takes hang together.
Result<Folds> split_takes(const std::vector<Take>& takes, HoldOut hold_out,
                          const std::vector<Repeat>& repeats = {});

// So many folds of about as many frames each, by joining the folds of the above; fewer where there are fewer.
Folds joined_folds(const Folds& folds, const std::vector<Take>& takes, size_t count);

}  // namespace partials::motion
