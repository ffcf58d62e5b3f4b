// SPDX-License-Identifier: MIT
// The reference pitch of recordings and renders: the autocorrelation method of Boersma (1993) over a whole
// recording. It shares no code with the live analyser (src/analysis), which it evaluates, uses the signal
// after an instant as well as before it, and needs no third-party program.
//   r(lag) = autocorrelation of a Gaussian-windowed frame / autocorrelation of the window, at 22.05 kHz;
//   every peak is a candidate, and the path of least cost through all frames is the curve (octave cost, cost
// of leaps, cost of voicing transitions).
// Two passes: the first, with the window that range.low_hz needs (6 periods), finds the lowest pitch of the
// recording; the second uses the shorter window that suffices for it, at most that of 75 Hz. Within half a
// window of either end of the recording there is no pitch.
#pragma once
#include "judge/pitch_curve.h"
#include "soundfile/audio_file.h"

namespace partials {

inline constexpr const char* kReferencePitch = "autocorrelation over the whole recording (Boersma 1993)";
inline constexpr PitchRange kReferenceRange{27.0, 4200.0};

PitchCurve reference_pitch(const AudioClip& clip, const PitchRange& range = kReferenceRange);

}  // namespace partials
