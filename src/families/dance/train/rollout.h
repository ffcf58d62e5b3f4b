// SPDX-License-Identifier: MIT
// How a model moves that is left to itself, measured against the movement it learned from: in every ten
// seconds mean speed and acceleration of its joints; whether its numbers stay in the range of the data; and
// what has become of it in the last minute: it varies, repeats itself, or stands still.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "families/dance/dancer.h"

namespace partials::dance {

inline constexpr double kWindowS = 10;
// a body that slides or spins without moving its limbs stands still, too
inline constexpr double kStill = 0.1;     // share of the data's speed below which it stands still
inline constexpr double kSlack = 0.05;    // share of a number's range by which it may leave it
inline constexpr double kSettledS = 60;   // of the end, in which it is judged
inline constexpr double kRepeats = 0.95;  // correlation with itself some time before, above which it repeats
inline constexpr double kLongestCycleS = 10;

struct RolloutFigures {
  // lowest and highest mean of any window, as shares of the data's
  double slowest = 1e9, fastest = 0, softest = 1e9, hardest = 0;
  double outside = 0;        // share of all numbers of all frames that left the range
  double still_after_s = 0;  // from then on it stands still; as long as the rollout: it never does
  // of the last minute: variance of its numbers as a share of the data's; the largest correlation of its
  // poses with those of up to kLongestCycleS before, and how long before that is
  double variance = 0, repetition = 0, cycle_s = 0;
  double seconds = 0;
  double times_real_time = 0;    // how fast it was computed
  std::string end_text() const;  // "varies", "repeats 2.4 s", "stands still after 3 s"
  bool lively() const { return slowest >= 0.5 && fastest <= 2 && softest >= 0.5 && hardest <= 2; }
};

// Primed with the model's own opening. sound: what it hears at every frame, over and over; empty: silence.
// Errors: as Dancer::create.
Result<RolloutFigures> roll_out(const std::shared_ptr<const Model>& model, const DanceSettings& settings,
                                double seconds, std::span<const HeardSound> sound = {});

}  // namespace partials::dance
