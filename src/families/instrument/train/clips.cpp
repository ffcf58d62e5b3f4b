// SPDX-License-Identifier: MIT
#include "families/instrument/train/clips.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "analysis/pitch_hold.h"
#include "analysis/track.h"
#include "base/frame_clock.h"
#include "base/need.h"
#include "data/analysis_cache.h"
#include "learn/byte_list.h"
#include "soundfile/resample.h"

namespace partials {

namespace {

// What the analyser heard, at every frame.
struct Heard {
  std::vector<float> f0_hz, confidence, loudness_db;
};

Heard heard_in(const std::vector<float>& audio, const Graph& graph, const AnalyserSettings& settings) {
  Heard heard;
  const FrameClock clock{graph.hop_num, graph.hop_den, static_cast<int64_t>(graph.reference_rate_hz)};
  Analyser analyser;
  need(analyser.prepare(graph.reference_rate_hz, settings));
  const int64_t delay = static_cast<int64_t>(analyser.loudness_latency_s() * graph.reference_rate_hz + 0.5);

  // Silence follows the end of the recording, so that the last frames are analysed too.
  const auto length = static_cast<int64_t>(audio.size()), padded = length + clock.length(0) + 1 + delay;
  const std::vector<float> silence(static_cast<size_t>(padded - length), 0.f);
  const int64_t frames = clock.frame_at(length);
  PitchHold hold;
  int64_t listened = 0;
  size_t unsure = 0;  // frames before the first confident pitch
  for (int64_t n = 0; n < frames; ++n) {
    const int64_t until = std::min<int64_t>(clock.start(n + 1) + delay, padded),
                  sounding = std::clamp<int64_t>(length - listened, 0, until - listened);
    analyser.process(audio.data() + std::min(listened, length), static_cast<int>(sounding));
    analyser.process(silence.data(), static_cast<int>(until - listened - sounding));
    listened = until;
    const Features f = analyser.aligned();
    const float f0 = hold.follow(f, 0.f);
    if (f0 <= 0) ++unsure;
    heard.f0_hz.push_back(f0);
    heard.confidence.push_back(f.confidence);
    heard.loudness_db.push_back(f.loudness_db);
  }
  const float first = unsure < heard.f0_hz.size() ? heard.f0_hz[unsure] : 440.f;
  std::fill_n(heard.f0_hz.begin(), unsure, first);
  return heard;
}

std::string key_of(const std::vector<float>& audio, const Graph& graph, const AnalyserSettings& s) {
  const std::vector<double> numbers{graph.reference_rate_hz,
                                    static_cast<double>(graph.hop_num),
                                    static_cast<double>(graph.hop_den),
                                    s.min_hz,
                                    s.max_hz,
                                    s.pitch_hop_s,
                                    s.loudness_window_s};
  return analysis_key("clip", {bytes_of_values(numbers), hash_of_samples(audio)});
}

std::string bytes_of(const Heard& h) {
  return joined_bytes(
      {bytes_of_values(h.f0_hz), bytes_of_values(h.confidence), bytes_of_values(h.loudness_db)});
}

Heard heard_again(const std::string& bytes) {
  const std::vector<std::string> parts = bytes_apart(bytes);
  Heard h{values_of_bytes<float>(parts.at(0)), values_of_bytes<float>(parts.at(1)),
          values_of_bytes<float>(parts.at(2))};
  if (h.confidence.size() != h.f0_hz.size() || h.loudness_db.size() != h.f0_hz.size())
    throw std::runtime_error("an analysis of another shape");
  return h;
}

}  // namespace

Clip make_clip(const std::string& name, const ClipView& recording, const Graph& graph,
               const AnalyserSettings& settings) {
  Clip clip;
  clip.name = name;
  constexpr int64_t kAll = std::numeric_limits<int64_t>::max() / 2;
  clip.audio = need(resample(recording, graph.reference_rate_hz, kAll).take());
  Heard heard = analysed_once(
      key_of(clip.audio, graph, settings), [&] { return heard_in(clip.audio, graph, settings); },
      [](const Heard& h) { return bytes_of(h); }, heard_again);
  clip.f0_hz = std::move(heard.f0_hz);
  clip.confidence = std::move(heard.confidence);
  clip.loudness_db = std::move(heard.loudness_db);
  return clip;
}

}  // namespace partials
