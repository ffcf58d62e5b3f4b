// SPDX-License-Identifier: MIT
// Judges a conductor on takes with the truth in them, beside turning points and the oscillator.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "families/conductor/train/beat_score.h"
#include "families/motion/take.h"
#include "model/model.h"
#include "training/verbs.h"

namespace partials::conductor {

inline constexpr size_t kListeners = 3;  // network, turning points, oscillator

struct JudgedTake {
  std::string name, person;
  std::array<BeatScore, kListeners> scores;
};
struct Judged {
  std::vector<JudgedTake> takes;
  std::vector<JudgedTake> people;  // all takes of a person, named after the person
  std::array<BeatScore, kListeners> all;
  double frame_us = 0;  // mean time of a frame of network and clock, on this machine
};

// A score as the tables show it: F, recall, precision, within 40 ms, early, next beat (median, 95 %),
// settled.
using ScoreCells = std::array<std::string, 8>;
ScoreCells cells_of(const BeatScore& score);

// All listeners on one take, in the order of kListeners. Throws std::runtime_error with one sentence: a take
// without truth or hand.
std::array<Heard, kListeners> all_hear(const Model& model, const motion::Take& take);
Judged judge_takes(const Model& model, const std::vector<motion::Take>& takes);

// What `partials eval` prints of them, in text and JSON, with a report that shows beats on the hand's curve.
EvalResult evaluate_conductor(const Model& model, const EvalRequest& request);

}  // namespace partials::conductor
