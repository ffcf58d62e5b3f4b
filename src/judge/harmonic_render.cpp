// SPDX-License-Identifier: MIT
// Resynthesis of a note: partials as a sum over one phasor, noise as a white stream filtered by bands.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/random.h"
#include "judge/harmonic_analysis.h"
#include "judge/harmonic_parts.h"
#include "soundfile/fourier.h"

namespace partials {

Phasor phasor_of(const std::vector<float>& f0_hz, int hop, int64_t samples, double rate_hz) {
  Phasor p{std::vector<float>(samples), std::vector<float>(samples)};
  double cycles = 0.0;
  const auto frames = static_cast<int64_t>(f0_hz.size());
  for (int64_t i = 0; i < samples; ++i) {
    const int64_t f = std::min(i / hop, frames - 1), g = std::min(f + 1, frames - 1);
    const double part = static_cast<double>(i % hop) / hop;
    const double angle = 2.0 * std::numbers::pi * cycles;
    p.re[i] = static_cast<float>(std::cos(angle));
    p.im[i] = static_cast<float>(std::sin(angle));
    cycles += (f0_hz[f] + (f0_hz[g] - f0_hz[f]) * part) / rate_hz;
    cycles -= std::floor(cycles);
  }
  return p;
}

std::vector<float> resynthesise(const Phasor& p, const std::vector<Complex>& amplitude, int frames,
                                int partials, int hop) {
  const auto samples = static_cast<int64_t>(p.re.size());
  std::vector<float> y(samples, 0.f), ur(hop), ui(hop);
  for (int f = 0; f < frames; ++f) {
    const int64_t start = static_cast<int64_t>(f) * hop;
    const int m = static_cast<int>(std::min<int64_t>(hop, samples - start));
    if (m <= 0) break;
    const int g = std::min(f + 1, frames - 1);
    std::fill(ur.begin(), ur.end(), 1.f);
    std::fill(ui.begin(), ui.end(), 0.f);
    for (int k = 0; k < partials; ++k) {
      const Complex a = amplitude[static_cast<size_t>(f) * partials + k];
      const Complex d = (amplitude[static_cast<size_t>(g) * partials + k] - a) / static_cast<float>(hop);
      for (int i = 0; i < m; ++i) {
        const float r = ur[i] * p.re[start + i] - ui[i] * p.im[start + i];
        const float q = ur[i] * p.im[start + i] + ui[i] * p.re[start + i];
        ur[i] = r;
        ui[i] = q;
        const float t = static_cast<float>(i);
        y[start + i] += (a.real() + d.real() * t) * r - (a.imag() + d.imag() * t) * q;
      }
    }
  }
  return y;
}

double between_bands(const float* log_value, const std::vector<double>& centre_hz, double hz) {
  const auto it = std::lower_bound(centre_hz.begin(), centre_hz.end(), hz);
  if (it == centre_hz.begin()) return log_value[0];
  if (it == centre_hz.end()) return log_value[centre_hz.size() - 1];
  const size_t i = static_cast<size_t>(it - centre_hz.begin());
  const double t = (hz - centre_hz[i - 1]) / (centre_hz[i] - centre_hz[i - 1]);
  return log_value[i - 1] + (log_value[i] - log_value[i - 1]) * t;
}

std::vector<float> render_partials(const std::vector<float>& f0_hz, const std::vector<float>& partial_power,
                                   int partials, int hop, int64_t samples, double rate_hz) {
  const int frames = static_cast<int>(f0_hz.size());
  std::vector<Complex> amplitude(partial_power.size());
  for (size_t i = 0; i < amplitude.size(); ++i) {
    const int k = static_cast<int>(i % static_cast<size_t>(partials)) + 1;
    const float hz = static_cast<float>(k) * f0_hz[i / static_cast<size_t>(partials)];
    const double turn = 0.382 * k * k;
    if (hz < 0.49 * rate_hz)
      amplitude[i] = std::polar(std::sqrt(2.f * std::max(0.f, partial_power[i])),
                                static_cast<float>(2.0 * std::numbers::pi * (turn - std::floor(turn))));
  }
  return resynthesise(phasor_of(f0_hz, hop, samples, rate_hz), amplitude, frames, partials, hop);
}

std::vector<float> render_noise(const std::vector<float>& noise_power,
                                const std::vector<double>& band_centre_hz, int hop, int64_t samples,
                                double rate_hz, uint64_t seed) {
  const int bands = static_cast<int>(band_centre_hz.size());
  const int frames = static_cast<int>(noise_power.size()) / bands;
  const Fourier fft(kNoiseWindow);
  const std::vector<float> window = hann(kNoiseWindow);
  std::vector<std::complex<double>> z(kNoiseWindow);
  std::vector<float> y(samples, 0.f), log_power(bands);
  // Overlapping Hann-windowed parts of one noise stream, filtered separately and added: while the bands are
  // constant, the windows sum to a constant and the result is that stream through one filter, with exactly
  // its power.
  const float scale = 2.f * static_cast<float>(hop) / kNoiseWindow;
  for (int f = 0; f < frames; ++f) {
    const int64_t start = static_cast<int64_t>(f) * hop - kNoiseWindow / 2;
    for (int i = 0; i < kNoiseWindow; ++i) {
      const uint64_t n = static_cast<uint64_t>(start + i + kNoiseWindow);
      z[i] = window[i] * scale * std::sqrt(3.f) * random_bipolar(seed, n);  // variance 1 before the window
    }
    fft.forward(z.data());
    for (int b = 0; b < bands; ++b)
      log_power[b] = std::log(std::max(1e-14f, noise_power[static_cast<size_t>(f) * bands + b]));
    for (int k = 0; k <= kNoiseWindow / 2; ++k) {
      const double gain =
          std::exp(0.5 * between_bands(log_power.data(), band_centre_hz, k * rate_hz / kNoiseWindow));
      z[k] *= gain;
      if (k && k < kNoiseWindow / 2) z[kNoiseWindow - k] *= gain;
    }
    fft.backward(z.data());
    for (int i = 0; i < kNoiseWindow; ++i)
      if (start + i >= 0 && start + i < samples) y[start + i] += static_cast<float>(z[i].real());
  }
  return y;
}

}  // namespace partials
