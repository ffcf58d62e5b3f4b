// SPDX-License-Identifier: MIT
// Who hears beats in a hand, for comparison: the model, turning points, and an oscillator that turning points
// steer. Each says when it hears beats, and at every frame when it expects the coming ones.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "families/motion/take.h"
#include "model/model.h"

namespace partials::conductor {

inline constexpr const char* kWho[] = {"network", "turning points", "oscillator"};

// At time_s, beats are expected at anchor_s + k period_s, k = 1, 2 ...; period_s 0: nothing is expected.
struct Forecast {
  double time_s = 0, anchor_s = 0, period_s = 0;
};

struct Heard {
  std::vector<double> beats_s;
  std::vector<Forecast> forecasts;  // by time
};

// By the model and its clock (hand_follower.h). hand: as hand_channels.h has it.
Result<Heard> model_hears(const Model& model, const motion::Take& take, const std::string& hand);

// A beat is where the hand's height turns upwards: a minimum of the smoothed height, see turning_points.h.
// Its time is the vertex of the parabola through the three frames, less the delay of smoothing; so the time
// of the beat is not burdened with how late a minimum is known. The next beat is expected after the mean of
// the last two intervals.
Result<Heard> turning_points(const motion::Take& take, const std::string& hand, double hop_s);

// An oscillator whose phase and period turning points correct (Large and Kolen 1994, as a linear phase and
// period correction with their temporal receptive field): at a turning point at phase f from the expected
// beat, in periods, within -0.5..0.5, with g = exp(-(f / width)^2 / 2):
//   phase += kPhase g f    period += kPeriod g f period
// It starts with two intervals in a row that differ by less than a quarter, and anew where nothing has come
// for 2.5 periods or three turning points in a row were far from its beats.
Result<Heard> oscillator(const motion::Take& take, const std::string& hand, double hop_s);

}  // namespace partials::conductor
