// SPDX-License-Identifier: MIT
#include "data/clips.h"

#include <algorithm>
#include <stdexcept>

#include "analysis/pitch_hold.h"
#include "analysis/track.h"
#include "base/frame_clock.h"
#include "data/resample.h"

namespace partials {

Clip make_clip(const std::string& name, std::vector<float> audio, double rate_hz, const Graph& graph,
               const AnalyserSettings& settings) {
  Clip clip;
  clip.name = name;
  clip.audio = resample(std::move(audio), rate_hz, graph.reference_rate_hz);
  const FrameClock clock{graph.hop_num, graph.hop_den, static_cast<int64_t>(graph.reference_rate_hz)};
  Analyser analyser;
  if (auto r = analyser.prepare(graph.reference_rate_hz, settings); !r) throw std::runtime_error(r.error().text);
  const int64_t delay = static_cast<int64_t>(analyser.loudness_latency_s() * graph.reference_rate_hz + 0.5);

  // The end of the recording is followed by silence, so that the last frames are heard too.
  std::vector<float> padded = clip.audio;
  padded.resize(padded.size() + clock.length(0) + 1 + delay, 0.f);
  const int64_t frames = clock.frame_at(static_cast<int64_t>(clip.audio.size()));
  PitchHold hold;
  int64_t heard = 0;
  size_t unsure = 0;  // frames before the first sure pitch
  for (int64_t n = 0; n < frames; ++n) {
    const int64_t until = std::min<int64_t>(clock.start(n + 1) + delay, static_cast<int64_t>(padded.size()));
    analyser.process(padded.data() + heard, static_cast<int>(until - heard));
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
