// SPDX-License-Identifier: MIT
// Pitch over time, and the difference of two such curves. f0 in Hz, 0 where unvoiced.
#pragma once
#include <vector>

namespace partials {

struct PitchCurve {
  double step_s = 0.005, first_s = 0.0;
  std::vector<float> f0_hz;
  // Linear between neighbouring voiced frames; 0 where either neighbour is unvoiced or outside.
  double at(double time_s) const;
};

struct PitchRange {
  double low_hz = 60.0, high_hz = 3000.0;
};

// |cents| between two curves over the steps where both are voiced; lost_share of the target's voiced steps
// are not voiced in the render (no other figure includes them).
struct PitchError {
  double median_cents = 0.0, p95_cents = 0.0, over_20_cents_share = 0.0, over_50_cents_share = 0.0,
         lost_share = 0.0, compared_s = 0.0;
};
PitchError pitch_error(const PitchCurve& target, const PitchCurve& render);

}  // namespace partials
