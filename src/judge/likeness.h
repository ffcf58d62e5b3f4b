// SPDX-License-Identifier: MIT
// Whether two recordings contain the same sound. They are aligned by the peak of their phase-only
// cross-correlation or of their waveforms, at 12 kHz, and then compared band by band (thirds of an octave, 80
// to 5200 Hz): in a copy the waveforms agree in every band, even after changes of level, format, start or
// length; two performances agree at most in their lowest partials, two notes in no band. Measured: 0.93 to 1
// between a note and its copies (MP3 and Opus of 24 kbit/s, 8 bits, cut, shifted, echoed, compressed), at
// most 0.61 between two notes of nine packaged sets of struck and plucked notes.
#pragma once
#include <vector>

#include "soundfile/clip_view.h"

namespace partials {

struct Likeness {
  // correlation of the waveforms over the bands with sound: the lower of the mean and the power-weighted
  // mean; 0..1
  double agreement = 0.0;
  int bands = 0;           // number of those bands: 1 for a pure sine, which proves nothing
  double overlap_s = 0.0;  // how long both overlap after alignment
};

enum class Alike {
  no,
  maybe,  // so similar that a model trained on one should not be evaluated on the other
  surely  // a copy
};
Alike verdict(const Likeness& l);

// The compared part: the first 20 s at 12 kHz. Recordings shorter than 0.2 s never match.
std::vector<float> for_likeness(const ClipView& clip);
Likeness likeness(const std::vector<float>& a, const std::vector<float>& b);
Likeness likeness(const AudioClip& a, const AudioClip& b);

}  // namespace partials
