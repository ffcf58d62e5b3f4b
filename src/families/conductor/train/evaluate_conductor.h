// SPDX-License-Identifier: MIT
// Judges a conductor on takes with the truth in them, beside turning points and the oscillator.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "families/conductor/train/beat_score.h"
#include "families/motion/take.h"
#include "model/model.h"

namespace partials::conductor {

inline constexpr size_t kListeners = 3;  // network, turning points, oscillator

struct JudgedTake {
  std::string name, person;
  std::array<BeatScore, kListeners> scores;
};
struct Judged {
  std::vector<JudgedTake> takes;
  std::array<BeatScore, kListeners> all;
  std::array<std::string, kListeners> who;
};

// Throws std::runtime_error with one sentence: a take without truth or hand.
Judged judge_takes(const Model& model, const std::vector<motion::Take>& takes);

}  // namespace partials::conductor
