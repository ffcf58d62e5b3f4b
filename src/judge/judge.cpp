// SPDX-License-Identifier: MIT
#include "judge/judge.h"

#include "judge/reference_pitch.h"
#include "soundfile/resample.h"

namespace partials {

double matched_distance_db(const AudioClip& target, const AudioClip& render) {
  const AudioClip t = at_rate(target, kJudgeRateHz), r = at_rate(render, kJudgeRateHz);
  return log_mel_distance_db(t.samples, match_loudness(t.samples, r.samples));
}

Judgement judge(const AudioClip& target, const AudioClip& render) {
  const AudioClip t = at_rate(target, kJudgeRateHz), r = at_rate(render, kJudgeRateHz);
  const std::vector<float> matched = match_loudness(t.samples, r.samples);
  Judgement j;
  j.log_mel_db = log_mel_distance_db(t.samples, matched);
  j.multi_resolution_db = multi_resolution_distance_db(t.samples, matched);
  j.loudness = loudness_error(t.samples, r.samples);
  j.pitch = pitch_error(reference_pitch(t), reference_pitch(r));
  return j;
}

}  // namespace partials
