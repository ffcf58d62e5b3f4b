// SPDX-License-Identifier: MIT
// Shared by analysis and resynthesis of a note: the fundamental's phasor, the sum of partials over it, and
// interpolation between noise bands. Internal to data/harmonic_*.cpp.
#pragma once
#include <complex>
#include <cstdint>
#include <vector>

namespace partials {

using Complex = std::complex<float>;
inline constexpr int kNoiseWindow = 2048;

// The unit phasor of the fundamental at each sample, split for the vectoriser.
struct Phasor {
  std::vector<float> re, im;
};

// f0 is linear between frames; phase accumulates in double.
Phasor phasor_of(const std::vector<float>& f0_hz, int hop, int64_t samples, double rate_hz);

// Re sum A_k u^k with A linear between frames. amplitude: [frames][partials]
std::vector<float> resynthesise(const Phasor& p, const std::vector<Complex>& amplitude, int frames,
                                int partials, int hop);

// Value at hz of a logarithmic curve given at the band centres, linear between them, constant outside.
double between_bands(const float* log_value, const std::vector<double>& centre_hz, double hz);

}  // namespace partials
