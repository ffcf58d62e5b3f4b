// SPDX-License-Identifier: MIT
// The analyser's features of a whole recording, as data about recordings need them: one row per 10 ms, f0 0
// where nothing is confidently pitched, from 27.5 Hz up. The features are those of analysis/track.h; nothing
// here hears on its own.
#pragma once
#include <vector>

#include "judge/harmonic_analysis.h"
#include "soundfile/clip_view.h"

namespace partials {

struct Heard {
  double step_s = 0.01;
  std::vector<float> f0_hz;        // 0 where unvoiced
  std::vector<float> loudness_db;  // A-weighted mean square; a full-scale 1 kHz sine is -3.01
  std::vector<float> outside_hz;   // 0, or where it repeats below or above what can be heard as a pitch
  // The median pitch, 0 when nothing is pitched. One note that is heard an octave or so off where it is soft
  // is named by its loud part.
  double median_midi() const;
  // Whether nearly all pitched rows (9 of 10), or of such a note most of the power, lie within a semitone of
  // it.
  bool is_single_note() const;
  double voiced_s() const;
  F0Curve f0_curve() const { return {step_s, 0.0, f0_hz}; }
  Heard between(double from_s, double to_s) const;
};

Heard hear(const ClipView& clip);

}  // namespace partials
