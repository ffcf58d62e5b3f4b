// SPDX-License-Identifier: MIT
// Ranges of the parameters that boards have too (apps/board), in the units of parameters.h: one place for
// both.
#pragma once

namespace partials {

struct ParameterRange {
  float min, max;
};
inline constexpr ParameterRange kTransposeRange{-36, 36}, kTuneRange{-100, 100}, kGlideRange{0, 2},
    kAttackRange{0, 5}, kReleaseRange{0, 10}, kVelocityCurveRange{-1, 1}, kBendRangeRange{0, 48},
    kSensitivityRange{0, 200};

}  // namespace partials
