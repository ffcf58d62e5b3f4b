// SPDX-License-Identifier: MIT
// Rows of 10 ms from the analyser's finer frames: the newest frame at or before each row's time, pitched where it is confident. What
// was recorded at less than the analyser's lowest rate is brought to kLowRateHz first; that adds nothing and loses nothing.
#include "data/hearing.h"

#include <algorithm>
#include <cmath>

#include "analysis/track.h"
#include "data/resample.h"

namespace partials {

Heard hear(const AudioClip& clip) {
  constexpr float kConfident = 0.5f;
  constexpr double kLowRateHz = 16000;
  if (clip.rate_hz < kLowestRateHz) return hear({resample(clip.samples, clip.rate_hz, kLowRateHz), kLowRateHz});
  const AnalyserSettings whole{.min_hz = kLowestHeardHz};
  const FeatureTrack track = analyse(clip.samples.data(), static_cast<int64_t>(clip.samples.size()), clip.rate_hz, whole);
  Heard heard;
  const double frame_s = track.hop_samples / track.rate_hz;
  const auto rows = static_cast<size_t>(std::ceil(clip.duration_s() / heard.step_s));
  for (size_t i = 0; i < rows && !track.f0_hz.empty(); ++i) {
    const size_t f = std::min(track.f0_hz.size() - 1, static_cast<size_t>(static_cast<double>(i) * heard.step_s / frame_s));
    heard.f0_hz.push_back(track.confidence[f] >= kConfident ? track.f0_hz[f] : 0.f);
    heard.loudness_db.push_back(track.loudness_db[f]);
    heard.outside_hz.push_back(track.confidence[f] <= 0.f ? track.f0_hz[f] : 0.f);
  }
  return heard;
}

}  // namespace partials
