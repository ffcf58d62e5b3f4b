// SPDX-License-Identifier: MIT
// Rows of 10 ms from the analyser's finer frames: the newest frame at or before each row's time, pitched where it is confident.
#include "data/hearing.h"

#if __has_include("analysis/pitch_tracker.h")
#include <algorithm>
#include <cmath>

#include "analysis/track.h"

namespace partials {

Heard hear(const AudioClip& clip) {
  constexpr float kConfident = 0.5f;
  const FeatureTrack track = analyse(clip.samples.data(), static_cast<int64_t>(clip.samples.size()), clip.rate_hz, AnalyserSettings{});
  Heard heard;
  const double frame_s = track.hop_samples / track.rate_hz;
  const auto rows = static_cast<size_t>(std::ceil(clip.duration_s() / heard.step_s));
  for (size_t i = 0; i < rows && !track.f0_hz.empty(); ++i) {
    const size_t f = std::min(track.f0_hz.size() - 1, static_cast<size_t>(static_cast<double>(i) * heard.step_s / frame_s));
    heard.f0_hz.push_back(track.confidence[f] >= kConfident ? track.f0_hz[f] : 0.f);
    heard.loudness_db.push_back(track.loudness_db[f]);
  }
  return heard;
}

}  // namespace partials
#else
// While the analyser is not part of this build, the independent tracker listens instead.
#include <algorithm>

#include "data/external_pitch.h"
#include "data/mel.h"
#include "data/resample.h"

namespace partials {

Heard hear(const AudioClip& clip) {
  const AudioClip audio = at_rate(clip, kJudgeRateHz);
  const auto pitch = independent_pitch(audio);
  const std::vector<float> loudness_db = loudness_curve_db(audio.samples);
  Heard heard;
  const auto rows = static_cast<size_t>(audio.duration_s() / heard.step_s) + 1;
  for (size_t i = 0; i < rows; ++i) {
    const double t = static_cast<double>(i) * heard.step_s;
    heard.f0_hz.push_back(pitch ? static_cast<float>(pitch.value().at(t)) : 0.f);
    heard.loudness_db.push_back(loudness_db[std::min(loudness_db.size() - 1, static_cast<size_t>(t * kJudgeRateHz / kJudgeHop))]);
  }
  return heard;
}

}  // namespace partials
#endif
