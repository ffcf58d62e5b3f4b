// SPDX-License-Identifier: MIT
// The judge's measures of a sound, from the cache if the same samples were measured before
// (data/analysis_cache.h).
#pragma once
#include <vector>

#include "judge/harmonic_analysis.h"
#include "judge/reference_pitch.h"

namespace partials {

PitchCurve pitch_once(const AudioClip& clip);
HarmonicAnalysis harmonics_once(const std::vector<float>& x, double rate_hz, const F0Curve& f0);

}  // namespace partials
