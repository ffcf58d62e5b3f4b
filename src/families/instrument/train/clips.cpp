// SPDX-License-Identifier: MIT
#include "families/instrument/train/clips.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "analysis/pitch_hold.h"
#include "analysis/track.h"
#include "base/frame_clock.h"
#include "base/need.h"
#include "soundfile/resample.h"

namespace partials {

Clip make_clip(const std::string& name, const ClipView& recording, const Graph& graph,
               const AnalyserSettings& settings) {
  Clip clip;
  clip.name = name;
  constexpr int64_t kAll = std::numeric_limits<int64_t>::max() / 2;
  clip.audio = need(resample(recording, graph.reference_rate_hz, kAll).take());
  const FrameClock clock{graph.hop_num, graph.hop_den, static_cast<int64_t>(graph.reference_rate_hz)};
  Analyser analyser;
  need(analyser.prepare(graph.reference_rate_hz, settings));
  const int64_t delay = static_cast<int64_t>(analyser.loudness_latency_s() * graph.reference_rate_hz + 0.5);

  // Silence follows the end of the recording, so that the last frames are analysed too.
  const auto length = static_cast<int64_t>(clip.audio.size()), padded = length + clock.length(0) + 1 + delay;
  const std::vector<float> silence(static_cast<size_t>(padded - length), 0.f);
  const int64_t frames = clock.frame_at(length);
  PitchHold hold;
  int64_t heard = 0;
  size_t unsure = 0;  // frames before the first confident pitch
  for (int64_t n = 0; n < frames; ++n) {
    const int64_t until = std::min<int64_t>(clock.start(n + 1) + delay, padded),
                  sounding = std::clamp<int64_t>(length - heard, 0, until - heard);
    analyser.process(clip.audio.data() + std::min(heard, length), static_cast<int>(sounding));
    analyser.process(silence.data(), static_cast<int>(until - heard - sounding));
    heard = until;
    const Features f = analyser.aligned();
    const float f0 = hold.follow(f, 0.f);
    if (f0 <= 0) ++unsure;
    clip.f0_hz.push_back(f0);
    clip.confidence.push_back(f.confidence);
    clip.loudness_db.push_back(f.loudness_db);
  }
  const float first = unsure < clip.f0_hz.size() ? clip.f0_hz[unsure] : 440.f;
  std::fill_n(clip.f0_hz.begin(), unsure, first);
  return clip;
}

}  // namespace partials
