// SPDX-License-Identifier: MIT
// Offline analysis of a note: partials by demodulation at the multiples of its own (moving) f0, noise from
// the residual.
//   A_k(c) = 2 / sum(w) * sum_n w(n - c) x(n) e^(-2 pi i k phi(n)),  phi = integral of f0 / rate,
//   w Hann of about 8 periods.
// Because phi follows vibrato, high partials do not smear. The residual x - Re sum A_k e^(2 pi i k phi) gives
// the noise in mel bands, corrected for the share that the partials' filters removed (2.5 / (L f0 / rate) for
// a Hann window of L samples). For measurement, baselines and contours; the trainer never uses it. Powers:
// full-scale sine has 0.5; noise as the variance of the white noise of the same density.
#pragma once
#include <complex>
#include <cstdint>
#include <vector>

namespace partials {

// f0 over time from any tracker: one value per step, 0 where unvoiced.
struct F0Curve {
  double step_s = 0.005, first_s = 0.0;
  std::vector<float> f0_hz;
};

struct HarmonicSettings {
  int hop_samples = 256;
  int max_partials = 128;
  double max_hz = 18000.0;  // no partial above this or 0.45 of the rate
  double window_periods = 8.0;
  int min_window_samples = 1024;
  int noise_bands = 128;  // 64 raise the floor of bowed notes by up to a decibel and a half
  int refine_passes = 3;  // f0 from the partials' own phase
};

struct HarmonicAnalysis {
  double rate_hz = 0.0;
  int64_t samples = 0;
  int hop_samples = 0, frames = 0, partials = 0, bands = 0;
  std::vector<float> f0_hz;                    // [frames], refined, held through gaps
  std::vector<uint8_t> voiced;                 // [frames]
  std::vector<std::complex<float>> amplitude;  // [frames][partials], relative to the phase of f0
  // [frames][partials], |A|^2 / 2 less the noise inside the filter; 0 above max_hz
  std::vector<float> partial_power;
  std::vector<double> band_centre_hz;     // [bands]
  std::vector<float> noise_power;         // [frames][bands]
  std::vector<float> level;               // [frames], A-weighted power of partials and noise
  std::vector<float> harmonic, residual;  // [samples]

  double median_f0_hz() const;
  double max_level() const;
};

HarmonicAnalysis analyse_harmonics(const std::vector<float>& x, double rate_hz, const F0Curve& f0,
                                   const HarmonicSettings& settings = {});

// Sum of partials with the given power per frame, amplitudes linear between frames, phases exact in f0,
// partial k starting at the phase k^2 * 0.382 (fixed, so that the sum is not a pulse). [frames][partials]
std::vector<float> render_partials(const std::vector<float>& f0_hz, const std::vector<float>& partial_power,
                                   int partials, int hop_samples, int64_t samples, double rate_hz);

// White noise shaped by bands per frame: 2048-point frames, dB-linear between band centres, overlap-added.
// [frames][bands]
std::vector<float> render_noise(const std::vector<float>& noise_power,
                                const std::vector<double>& band_centre_hz, int hop_samples, int64_t samples,
                                double rate_hz, uint64_t seed);

}  // namespace partials
