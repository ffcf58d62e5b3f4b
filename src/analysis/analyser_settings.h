// SPDX-License-Identifier: MIT
// Settings of the analyser (analysis/analyser.h).
#pragma once

namespace partials {

// The lowest pitch that can be set, a piano's A0: live, the longest period determines the latency.
inline constexpr double kLowestHeardHz = 27.5;
inline constexpr double kLowestRateHz = 8000;  // sample rate

// Part of a model: training and playing use the same values. Plain data.
struct AnalyserSettings {
  // range of pitch; kLowestHeardHz offline, if recordings go that low
  double min_hz = 40, max_hz = 5000;
  double pitch_hop_s = 0.00134;  // pitch is updated at the fine hop nearest to this, or at a multiple of it
  double loudness_window_s = 0.016;  // Hann window of the power mean
};

}  // namespace partials
