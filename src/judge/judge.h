// SPDX-License-Identifier: MIT
// One render against one target, by every measure a report prints. Timbre distances are loudness-matched
// frame by frame, the loudness error is not. Pitch is heard by judge/reference_pitch.h, which has nothing in
// common with the analyser that it judges.
#pragma once
#include <optional>

#include "judge/mel.h"
#include "judge/pitch_curve.h"
#include "soundfile/audio_file.h"

namespace partials {

struct Judgement {
  double log_mel_db = 0.0, multi_resolution_db = 0.0;
  LoudnessError loudness;
  std::optional<PitchError> pitch;  // nothing where it was not asked for
};

// Any rates: both are brought to 44.1 kHz first.
Judgement judge(const AudioClip& target, const AudioClip& render);

// The distance alone (much cheaper): for comparisons of many renders.
double matched_distance_db(const AudioClip& target, const AudioClip& render);

}  // namespace partials
