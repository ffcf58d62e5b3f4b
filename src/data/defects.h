// SPDX-License-Identifier: MIT
// Measurements of recording faults.
#pragma once
#include "data/recording_features.h"
#include "soundfile/clip_view.h"

namespace partials {

// Share of samples in runs of three or more at the clip's extreme value (within 0.1 %), if that is above 0.5.
double clipped_share(const ClipView& clip);

// Mains hum in the quietest fifth of the recording: a narrow line at 50 or 60 Hz and one of its next two
// multiples, each 15 dB above its surroundings, at that frequency to 0.4 Hz, and as strong as in the rest of
// the recording: a low note decays or is at another frequency.
struct Hum {
  int mains_hz = 0;        // 50, 60, or 0 for none
  double level_db = -120;  // of those lines together, full-scale sine is 0
};
Hum find_hum(const ClipView& clip);

// Share of pitched rows in which more than a quarter of the strong spectral peaks' power is not at a multiple
// of f0, or the first two multiples are both missing (a chord detected as its common fundamental), or all are
// multiples of two or of three (a fifth detected an octave below). Thresholds: above these a recording has
// some polyphony, or is not a melody
inline constexpr double kSomePolyphony = 0.15, kPolyphony = 0.5;
double polyphonic_share(const ClipView& clip, const RecordingFeatures& heard);

// Highest frequency with energy within 75 dB of the long-term spectrum's peak (the remaining band of a lossy
// format).
double bandwidth_hz(const ClipView& clip);

}  // namespace partials
