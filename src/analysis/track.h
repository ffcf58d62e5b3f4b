// SPDX-License-Identifier: MIT
// Runs the analyser over a whole recording: entry k is its value after sample (k + 1) * hop_samples.
#pragma once
#include <cstdint>
#include <vector>

#include "analysis/analyser.h"

namespace partials {

struct FeatureTrack {
  double rate_hz = 0;
  int hop_samples = 0;
  std::vector<float> f0_hz, confidence, loudness_db, onset;
};

inline FeatureTrack analyse(const float* x, int64_t n, double rate_hz, const AnalyserSettings& settings) {
  FeatureTrack t;
  Analyser a;
  if (!a.prepare(rate_hz, settings)) return t;
  t.rate_hz = rate_hz;
  t.hop_samples = a.hop_samples();
  for (int64_t at = 0; at + t.hop_samples <= n; at += t.hop_samples) {
    a.process(x + at, t.hop_samples);
    const Features& f = a.newest();
    t.f0_hz.push_back(f.f0_hz);
    t.confidence.push_back(f.confidence);
    t.loudness_db.push_back(f.loudness_db);
    t.onset.push_back(f.onset);
  }
  return t;
}

}  // namespace partials
