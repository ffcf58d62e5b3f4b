// SPDX-License-Identifier: MIT
// Sounds for tests and benches made from formulas: sines, harmonic notes with vibrato, noise; and spectra to
// make others with.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "base/random.h"

namespace partials::sounds {

inline std::vector<float> sine(double hz, double seconds, double rate_hz, double amplitude = 0.5) {
  std::vector<float> x(static_cast<size_t>(seconds * rate_hz));
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(amplitude *
                              std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(i) / rate_hz));
  return x;
}

// White, uniform, standard deviation `level`.
inline std::vector<float> noise(double seconds, double rate_hz, double level, uint64_t seed) {
  std::vector<float> x(static_cast<size_t>(seconds * rate_hz));
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(level * std::sqrt(3.0)) * random_bipolar(seed, i);
  return x;
}

// Partials of amplitude 1/k up to 10 kHz, vibrato of 20 cents at 5.3 Hz with a phase of its own per seed, 20
// ms fades, a little breath. Two seeds are two performances.
inline std::vector<float> note(double hz, double seconds, double rate_hz, double amplitude = 0.2,
                               uint64_t seed = 1) {
  std::vector<float> x = noise(seconds, rate_hz, amplitude * 0.01, seed);
  const double turn = random_unit(seed, 999999), wander = 0.5 + random_unit(seed, 999998);
  const int partials = static_cast<int>(std::min(10000.0, 0.45 * rate_hz) / hz);
  double phase = 2.0 * std::numbers::pi * random_unit(seed, 999997);
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / rate_hz, end = seconds - t;
    const double fade = std::min({1.0, t / 0.02, end / 0.02});
    const double cents = 20.0 * std::sin(2.0 * std::numbers::pi * (5.3 * t + turn)) +
                         5.0 * std::sin(2.0 * std::numbers::pi * wander * t);
    phase += 2.0 * std::numbers::pi * hz * std::exp2(cents / 1200.0) / rate_hz;
    double sum = 0.0;
    for (int k = 1; k <= partials; ++k) sum += std::sin(k * phase) / k;
    x[i] += static_cast<float>(amplitude * std::max(0.0, fade) * sum);
  }
  return x;
}

// Amplitudes of fourteen partials within 20 dB of a falling slope; `missing` leaves out the fundamental.
// Where the odd partials hold less than a tenth of the power they are raised to it: with less, two periods
// differ by less than the ear minds and the octave is heard.
inline std::vector<double> random_spectrum(uint64_t seed, bool missing) {
  std::vector<double> a;
  const double slope = 1.5 * random_unit(seed, 0);
  for (int k = 1; k <= 14; ++k)
    a.push_back(std::pow(k, -slope) * std::pow(10.0, -random_unit(seed, static_cast<uint64_t>(k))));
  if (missing) a[0] = 0;
  double odd = 0, even = 0;
  for (size_t i = 0; i < a.size(); ++i) (i % 2 ? even : odd) += a[i] * a[i];
  for (size_t i = 0; i < a.size(); i += 2) a[i] *= std::max(1.0, std::sqrt(even / 9 / odd));
  return a;
}

inline std::vector<float>& add(std::vector<float>& x, const std::vector<float>& y, size_t at = 0) {
  if (x.size() < at + y.size()) x.resize(at + y.size(), 0.f);
  for (size_t i = 0; i < y.size(); ++i) x[at + i] += y[i];
  return x;
}

}  // namespace partials::sounds
