// SPDX-License-Identifier: MIT
// Independent pitch trackers as separate programs (never linked): Praat's autocorrelation (Boersma 1993) and SPTK's SWIPE'
// (Camacho 2007). They judge what the project's own tracker must not judge itself. f0 in Hz, 0 where unvoiced.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "data/audio_file.h"

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

bool praat_present();
bool sptk_present();
Result<PitchCurve> praat_pitch(const AudioClip& clip, const PitchRange& range = {});
Result<PitchCurve> sptk_pitch(const AudioClip& clip, const PitchRange& range = {});
// Praat where present, otherwise SPTK, otherwise an Error that says what to install.
Result<PitchCurve> independent_pitch(const AudioClip& clip, const PitchRange& range = {});

// |cents| between two curves over the steps where both are voiced; lost_share of the target's voiced steps are not voiced in
// the render (they are in no other figure).
struct PitchError {
  double median_cents = 0.0, p95_cents = 0.0, over_20_cents_share = 0.0, over_50_cents_share = 0.0, lost_share = 0.0, compared_s = 0.0;
};
PitchError pitch_error(const PitchCurve& target, const PitchCurve& render);

}  // namespace partials
