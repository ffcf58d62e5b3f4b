// SPDX-License-Identifier: MIT
// What the analyser is set to (analysis/analyser.h).
#pragma once

namespace partials {

// The lowest pitch that can be asked for, a piano's A0: live, the longest period sets the latency.
inline constexpr double kLowestHeardHz = 27.5;
inline constexpr double kLowestRateHz = 8000;  // sample rate

// Part of a model: the same numbers train and play. All plain numbers.
struct AnalyserSettings {
  // range of pitch; kLowestHeardHz offline and where recordings lie so low
  double min_hz = 40, max_hz = 5000;
  double pitch_hop_s = 0.00134;      // pitch is renewed at the fine hop nearest to this, or a multiple of it
  double loudness_window_s = 0.016;  // Hann window of the power mean
};

}  // namespace partials
