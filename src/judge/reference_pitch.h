// SPDX-License-Identifier: MIT
// The pitch by which recordings and renders are judged: the autocorrelation method of Boersma (1993) over a
// whole recording. It shares no code with the live analyser (src/analysis), which it judges, looks at what
// comes after an instant as well as before, and needs no program of others.
//   r(lag) = autocorrelation of a Gaussian-windowed frame / autocorrelation of the window, at 22.05 kHz;
//   every peak is a candidate, and the path of least cost through all frames is the curve (octave cost, cost
//   of leaps, cost of beginning to sound or ending).
// Two passes: the first, with the window that range.low_hz needs (6 periods), finds how low the recording
// goes; the second uses the shorter window that suffices there, at most that of 75 Hz. Where the window would
// reach over an end of the recording, half of it, no pitch is named.
#pragma once
#include "judge/pitch_curve.h"
#include "soundfile/audio_file.h"

namespace partials {

inline constexpr const char* kReferencePitch = "autocorrelation over the whole recording (Boersma 1993)";
inline constexpr PitchRange kReferenceRange{27.0, 4200.0};

PitchCurve reference_pitch(const AudioClip& clip, const PitchRange& range = kReferenceRange);

}  // namespace partials
