// SPDX-License-Identifier: MIT
// The judge's measures of a sound as bytes and back: for the cache (measured_once.h), and for ranks
// (eval_bytes.h). Reading throws std::runtime_error or std::out_of_range on bytes that do not fit.
#pragma once
#include <string>

#include "judge/harmonic_analysis.h"
#include "judge/pitch_curve.h"

namespace partials {

std::string bytes_of(const PitchCurve& curve);
PitchCurve pitch_from(const std::string& bytes);
std::string bytes_of(const HarmonicAnalysis& analysis);
HarmonicAnalysis harmonics_from(const std::string& bytes);

}  // namespace partials
