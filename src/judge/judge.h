// SPDX-License-Identifier: MIT
// Compares one render with one target, by every measure of a report. Timbre distances are loudness-matched
// frame by frame, the loudness error is not. Pitch is measured by judge/reference_pitch.h, which is
// independent of the analyser that it evaluates.
#pragma once
#include <optional>

#include "judge/mel.h"
#include "judge/pitch_curve.h"
#include "soundfile/audio_file.h"

namespace partials {

struct Judgement {
  double log_mel_db = 0.0, multi_resolution_db = 0.0;
  LoudnessError loudness;
  std::optional<PitchError> pitch;  // empty if it was not requested
};

// Any rates: both are brought to 44.1 kHz first.
Judgement judge(const AudioClip& target, const AudioClip& render);

// The distance alone (much cheaper): for comparisons of many renders.
double matched_distance_db(const AudioClip& target, const AudioClip& render);

}  // namespace partials
