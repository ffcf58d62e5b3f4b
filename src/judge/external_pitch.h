// SPDX-License-Identifier: MIT
// Third-party pitch trackers as separate programs (never linked), for comparison in bench/ and the tests:
// Praat's autocorrelation (Boersma 1993) and SPTK's SWIPE' (Camacho 2007). No figure of a report depends on
// them. f0 in Hz, 0 where unvoiced.
#pragma once
#include <string>

#include "base/result.h"
#include "judge/pitch_curve.h"
#include "soundfile/audio_file.h"

namespace partials {

bool praat_present();
bool sptk_present();
Result<PitchCurve> praat_pitch(const AudioClip& clip, const PitchRange& range = {});
Result<PitchCurve> sptk_pitch(const AudioClip& clip, const PitchRange& range = {});

}  // namespace partials
