// SPDX-License-Identifier: MIT
// Rows of 10 ms from the analyser's finer frames: the newest frame at or before each row's time, pitched if
// it is confident. Recordings below the analyser's lowest rate are resampled to kLowRateHz first, which does
// not change their content.
#include <algorithm>
#include <cmath>

#include "analysis/analyser.h"
#include "data/recording_features.h"
#include "soundfile/resample.h"

namespace partials {

RecordingFeatures analyse_recording(const ClipView& clip) {
  constexpr float kConfident = 0.5f;
  constexpr double kLowRateHz = 16000;
  if (clip.rate_hz() < kLowestRateHz) {
    const SampleStore raised = resample(clip, kLowRateHz);
    return analyse_recording(ClipView(raised, kLowRateHz));
  }
  RecordingFeatures heard;
  Analyser analyser;
  if (!analyser.prepare(clip.rate_hz(), AnalyserSettings{.min_hz = kLowestHeardHz})) return heard;
  const int64_t hop = analyser.hop_samples(), piece = hop * (SampleStore::kBlock / hop + 1);
  const auto rows = static_cast<size_t>(std::ceil(clip.duration_s() / heard.step_s));
  const double frame_s = static_cast<double>(hop) / clip.rate_hz();
  const auto frame_of = [&](size_t row) {
    return static_cast<int64_t>(static_cast<double>(row) * heard.step_s / frame_s);
  };
  const auto take_row = [&] {
    const Features& f = analyser.newest();
    heard.f0_hz.push_back(f.confidence >= kConfident ? f.f0_hz : 0.f);
    heard.loudness_db.push_back(f.loudness_db);
    heard.outside_hz.push_back(f.confidence <= 0.f ? f.f0_hz : 0.f);
  };
  std::vector<float> scratch;
  int64_t frame = 0;
  for (int64_t first = 0; first + hop <= clip.samples(); first += piece) {
    const int64_t n = std::min(piece, clip.samples() - first);
    const float* x = clip.at(first, n, scratch);
    for (int64_t at = 0; at + hop <= n; at += hop, ++frame) {
      analyser.process(x + at, static_cast<int>(hop));
      while (heard.f0_hz.size() < rows && frame_of(heard.f0_hz.size()) <= frame) take_row();
    }
  }
  while (frame > 0 && heard.f0_hz.size() < rows) take_row();  // rows after the last complete frame
  return heard;
}

}  // namespace partials
