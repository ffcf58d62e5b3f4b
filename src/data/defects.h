// SPDX-License-Identifier: MIT
// Faults that a recording can have, each measured by itself.
#pragma once
#include "data/hearing.h"
#include "soundfile/clip_view.h"

namespace partials {

// Share of samples in runs of three or more that stay at the clip's extreme value (within 0.1 %), where that
// is above 0.5.
double clipped_share(const ClipView& clip);

// Mains hum in the quietest fifth of the recording: a narrow line at 50 or 60 Hz and one of its next two
// multiples, each 15 dB above its surroundings, at that frequency to 0.4 Hz, and as strong as in the rest of
// the recording: a low note dies away or lies beside.
struct Hum {
  int mains_hz = 0;        // 50, 60, or 0 for none
  double level_db = -120;  // of those lines together, full-scale sine is 0
};
Hum find_hum(const ClipView& clip);

// Share of pitched rows in which more than a quarter of the strong spectral peaks' power belongs to no
// multiple of f0, or the first two multiples are both missing (a chord heard as its common fundamental), or
// all multiples are of two or of three (a fifth heard an octave below). above these a recording has some, or
// is no melody
inline constexpr double kSomePolyphony = 0.15, kPolyphony = 0.5;
double polyphonic_share(const ClipView& clip, const Heard& heard);

// Highest frequency with energy within 75 dB of the long-term spectrum's peak (what a lossy format has left).
double bandwidth_hz(const ClipView& clip);

}  // namespace partials
