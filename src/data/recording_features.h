// SPDX-License-Identifier: MIT
// The analyser's features of a whole recording, for the data set: one row per 10 ms, f0 0 if no pitch is
// confident, from 27.5 Hz up. The features come from analysis/track.h.
#pragma once
#include <vector>

#include "judge/harmonic_analysis.h"
#include "soundfile/clip_view.h"

namespace partials {

struct RecordingFeatures {
  double step_s = 0.01;
  std::vector<float> f0_hz;        // 0 where unvoiced
  std::vector<float> loudness_db;  // A-weighted mean square; a full-scale 1 kHz sine is -3.01
  std::vector<float> outside_hz;   // 0, or the frequency of a repetition below or above the pitch range
  // The median pitch, 0 if nothing is pitched. For one note that is detected an octave or so off while it is
  // soft, the pitch of its loud part.
  double median_midi() const;
  // Whether nearly all pitched rows (9 of 10), or for such a note most of the power, are within a semitone of
  // it.
  bool is_single_note() const;
  double voiced_s() const;
  F0Curve f0_curve() const { return {step_s, 0.0, f0_hz}; }
  RecordingFeatures between(double from_s, double to_s) const;
};

RecordingFeatures analyse_recording(const ClipView& clip);

}  // namespace partials
