// SPDX-License-Identifier: MIT
// Whether two recordings hold the same sound. They are aligned by the peak of their phase-only
// cross-correlation or of their waveforms, at 12 kHz, and then compared band by band (thirds of an octave, 80
// to 5200 Hz): in a copy the waveforms agree in every band, whatever was done to its level, format, start or
// length; two performances agree in their lowest partials at most, two notes nowhere. Measured: 0.93 to 1
// between a note and its copies (MP3 and Opus of 24 kbit/s, 8 bits, cut, shifted, echoed, compressed), at
// most 0.61 between two notes of nine packaged sets of struck and plucked notes.
#pragma once
#include <vector>

#include "soundfile/clip_view.h"

namespace partials {

struct Likeness {
  // correlation of the waveforms over the bands that sound: their mean or by power, the lower; 0..1
  double agreement = 0.0;
  int bands = 0;           // how many those are: of a bare sine one, which proves nothing
  double overlap_s = 0.0;  // how long both sound once they are aligned
};

enum class Alike {
  no,
  maybe,  // so much alike that nothing should be judged on one that was trained on the other
  surely  // a copy
};
Alike verdict(const Likeness& l);

// What is compared: the first 20 s at 12 kHz. Shorter than 0.2 s is never alike.
std::vector<float> for_likeness(const ClipView& clip);
Likeness likeness(const std::vector<float>& a, const std::vector<float>& b);
Likeness likeness(const AudioClip& a, const AudioClip& b);

}  // namespace partials
