// SPDX-License-Identifier: MIT
// What the analyser's tests let it hear, and how far off a track is.
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
inline std::vector<float> harmonic(double rate_hz, double seconds, const std::vector<double>& amplitude, const std::function<double(double)>& f0_hz) {
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

// Partials within 20 dB of a falling slope; `missing` leaves out the fundamental. Where the odd partials hold less than a tenth of
// the power they are raised to it: with less, two periods differ by less than the ear minds and the octave is heard.
inline std::vector<double> random_spectrum(uint64_t seed, bool missing) {
  std::vector<double> a;
  const double slope = 1.5 * random_unit(seed, 0);
  for (int k = 1; k <= 14; ++k) a.push_back(std::pow(k, -slope) * std::pow(10.0, -random_unit(seed, static_cast<uint64_t>(k))));
  if (missing) a[0] = 0;
  double odd = 0, even = 0;
  for (size_t i = 0; i < a.size(); ++i) (i % 2 ? even : odd) += a[i] * a[i];
  for (size_t i = 0; i < a.size(); i += 2) a[i] *= std::max(1.0, std::sqrt(even / 9 / odd));
  return a;
}

inline double cents(double hz, double reference_hz) { return 1200 * std::log2(hz / reference_hz); }

inline FeatureTrack heard(const std::vector<float>& x, double rate_hz) { return analyse(x.data(), static_cast<int64_t>(x.size()), rate_hz, {}); }

// Cents between what is heard and what sounded a latency ago, over the voiced hops of [from_s, end).
struct Errors {
  int hops = 0, lost = 0, octave = 0, gross = 0;
  std::vector<double> cents;
  double median() { return std::sort(cents.begin(), cents.end()), cents.empty() ? 1e9 : cents[cents.size() / 2]; }
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
    const double c = std::fabs(cents(t.f0_hz[k], f0_hz(time - 1.1 / f0_hz(time))));  // the middle of two periods and a bit
    e.cents.push_back(c);
    e.gross += c > 50;
    e.octave += c > 600;
  }
  return e;
}

}  // namespace partials
