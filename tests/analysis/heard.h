// SPDX-License-Identifier: MIT
// Input for the analyser's tests, and the error of a track.
#pragma once
#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "analysis/track.h"
#include "base/random.h"
#include "support/sounds.h"

namespace partials {

inline constexpr double kTurn = 2 * std::numbers::pi;

// A harmonic sound: amplitudes of partials 1.., f0 over time. Partials above 0.45 of the rate are silent.
inline std::vector<float> harmonic(double rate_hz, double seconds, const std::vector<double>& amplitude,
                                   const std::function<double(double)>& f0_hz) {
  std::vector<float> x(static_cast<size_t>(seconds * rate_hz));
  double phase = 0, power = 0;
  for (double a : amplitude) power += a * a / 2;
  for (size_t i = 0; i < x.size(); ++i) {
    const double f0 = f0_hz(static_cast<double>(i) / rate_hz);
    double sum = 0;
    for (size_t k = 1; k <= amplitude.size() && static_cast<double>(k) * f0 < 0.45 * rate_hz; ++k)
      sum += amplitude[k - 1] * std::sin(kTurn * (static_cast<double>(k) * phase + random_unit(5, k)));
    x[i] = static_cast<float>(0.1 * sum / std::sqrt(power));  // -20 dB
    phase += f0 / rate_hz;
  }
  return x;
}

inline auto steady(double hz) {
  return [hz](double) { return hz; };
}

inline double cents(double hz, double reference_hz) { return 1200 * std::log2(hz / reference_hz); }

inline FeatureTrack heard(const std::vector<float>& x, double rate_hz) {
  return analyse(x.data(), static_cast<int64_t>(x.size()), rate_hz, {});
}

// Cents between what is heard and what sounded a latency ago, over the voiced hops of [from_s, end).
struct Errors {
  int hops = 0, lost = 0, octave = 0, gross = 0;
  std::vector<double> cents;
  double median() {
    std::sort(cents.begin(), cents.end());
    return cents.empty() ? 1e9 : cents[cents.size() / 2];
  }
};
inline Errors errors(const FeatureTrack& t, const std::function<double(double)>& f0_hz, double from_s) {
  Errors e;
  for (size_t k = 0; k < t.f0_hz.size(); ++k) {
    const double time = static_cast<double>(k + 1) * t.hop_samples / t.rate_hz;
    if (time < from_s) continue;
    ++e.hops;
    if (t.f0_hz[k] <= 0 || t.confidence[k] < 0.5) {
      ++e.lost;
      continue;
    }
    // the middle of two periods and a bit
    const double c = std::fabs(cents(t.f0_hz[k], f0_hz(time - 1.1 / f0_hz(time))));
    e.cents.push_back(c);
    e.gross += c > 50;
    e.octave += c > 600;
  }
  return e;
}

}  // namespace partials
