// SPDX-License-Identifier: MIT
#include "analysis/analyser.h"

#include <algorithm>
#include <cmath>

namespace partials {

Result<void> Analyser::prepare(double rate_hz, const AnalyserSettings& s) {
  if (!(rate_hz >= 8000 && rate_hz <= 384000))
    return Error{"The analyser was given a sample rate of " + std::to_string(rate_hz) + " Hz; from 8000 to 384000 Hz will work."};
  if (!(s.min_hz >= 20 && s.max_hz <= 5000 && s.min_hz * 2 <= s.max_hz))
    return Error{"The analyser's pitch range is " + std::to_string(s.min_hz) + " to " + std::to_string(s.max_hz) +
                 " Hz; it must lie within 20 to 5000 Hz and span an octave."};
  hop_ = static_cast<int>(rate_hz / 750);
  hops_per_pitch_ = std::max(1, static_cast<int>(std::lround(s.pitch_hop_s * rate_hz / hop_)));
  pitch_.prepare(rate_hz, s.min_hz, s.max_hz);
  loudness_.prepare(rate_hz, hop_, s.loudness_window_s);
  reset();
  return {};
}

void Analyser::reset() noexcept {
  filled_ = hops_ = 0;
  newest_ = {};
  pitch_.reset();
  loudness_.reset();
}

void Analyser::process(const float* in, int n) noexcept {
  for (int i = 0; i < n; ++i) {
    const float x = std::isfinite(in[i]) ? std::clamp(in[i], -100.f, 100.f) : 0.f;
    pitch_.push(x);
    loudness_.push(x);
    if (++filled_ == hop_) finish_hop();
  }
}

void Analyser::finish_hop() noexcept {
  filled_ = 0;
  loudness_.finish_hop();
  newest_.loudness_db = loudness_.loudness_db();
  newest_.onset = loudness_.onset_db();
  if (++hops_ % hops_per_pitch_) return;
  const bool silent = newest_.loudness_db < -110 && loudness_.fast_db() < -110;
  const PitchTracker::Estimate e = pitch_.estimate(silent, newest_.onset > 6);
  newest_.f0_hz = e.f0_hz;
  newest_.confidence = e.confidence;
}

}  // namespace partials
