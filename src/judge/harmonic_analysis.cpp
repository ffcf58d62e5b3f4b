// SPDX-License-Identifier: MIT
#include "judge/harmonic_analysis.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/median.h"
#include "judge/harmonic_parts.h"
#include "judge/mel.h"
#include "soundfile/fourier.h"

namespace partials {
namespace {

constexpr double kFallbackHz = 220.0;  // if no f0 was detected; such frames have no partials

// Amplitudes of partials 1..count at one frame centre.
void demodulate(const std::vector<float>& x, const Phasor& p, int64_t centre, int length, int count,
                Complex* out) {
  const int64_t n = static_cast<int64_t>(x.size());
  const int64_t first = std::max<int64_t>(0, centre - length / 2),
                last = std::min(n, centre - length / 2 + length);
  const int m = static_cast<int>(std::max<int64_t>(0, last - first));
  thread_local std::vector<float> xr, xi;
  xr.resize(m);
  xi.resize(m);
  float window_sum = 0.5f * static_cast<float>(length);
  for (int i = 0; i < m; ++i) {
    const double t = static_cast<double>(first + i - centre) / length;
    xr[i] = x[first + i] * static_cast<float>(0.5 + 0.5 * std::cos(2.0 * std::numbers::pi * t));
    xi[i] = 0.f;
  }
  const float *pr = p.re.data() + first, *pi = p.im.data() + first;
  for (int k = 0; k < count; ++k) {
    // independent sums let the compiler vectorise without reordering rules
    float sums_re[16] = {}, sums_im[16] = {};
    int i = 0;
    for (; i + 16 <= m; i += 16)
      for (int j = 0; j < 16; ++j) {
        const float r = xr[i + j] * pr[i + j] + xi[i + j] * pi[i + j];  // times the conjugate
        const float q = xi[i + j] * pr[i + j] - xr[i + j] * pi[i + j];
        xr[i + j] = r;
        xi[i + j] = q;
        sums_re[j] += r;
        sums_im[j] += q;
      }
    for (; i < m; ++i) {
      const float r = xr[i] * pr[i] + xi[i] * pi[i], q = xi[i] * pr[i] - xr[i] * pi[i];
      xr[i] = r;
      xi[i] = q;
      sums_re[0] += r;
      sums_im[0] += q;
    }
    float re = 0.f, im = 0.f;
    for (int j = 0; j < 16; ++j) {
      re += sums_re[j];
      im += sums_im[j];
    }
    out[k] = Complex(re, im) * (2.f / window_sum);
  }
}

int window_for(double f0_hz, double rate_hz, const HarmonicSettings& s) {
  return std::max(s.min_window_samples, static_cast<int>(s.window_periods * rate_hz / f0_hz));
}

double limit_hz(double rate_hz, const HarmonicSettings& s) { return std::min(s.max_hz, 0.45 * rate_hz); }

// f0 at frame times, gaps filled with the nearest voiced value.
void place_f0(const F0Curve& curve, HarmonicAnalysis* a) {
  a->f0_hz.assign(a->frames, 0.f);
  a->voiced.assign(a->frames, 0);
  for (int f = 0; f < a->frames; ++f) {
    const double at = (static_cast<double>(f) * a->hop_samples / a->rate_hz - curve.first_s) / curve.step_s;
    const auto i = static_cast<int64_t>(std::lround(at));
    if (i >= 0 && i < static_cast<int64_t>(curve.f0_hz.size()) && curve.f0_hz[i] > 0.f) {
      a->f0_hz[f] = curve.f0_hz[i];
      a->voiced[f] = 1;
    }
  }
  std::vector<float> held = a->f0_hz;
  for (int f = 1; f < a->frames; ++f)
    if (held[f] <= 0.f) held[f] = held[f - 1];
  for (int f = a->frames - 2; f >= 0; --f)
    if (held[f] <= 0.f) held[f] = held[f + 1];
  for (float& v : held)
    if (v <= 0.f) v = static_cast<float>(kFallbackHz);
  a->f0_hz = held;
}

// Phase advance of the strong low partials between frames corrects f0; smoothed over +-3 frames.
void refine_f0(const std::vector<float>& x, const HarmonicSettings& s, HarmonicAnalysis* a) {
  constexpr int kUsed = 8;
  const Phasor p = phasor_of(a->f0_hz, a->hop_samples, a->samples, a->rate_hz);
  std::vector<Complex> now(kUsed), before(kUsed);
  std::vector<double> weight(a->frames, 0.0), sum(a->frames, 0.0);
  for (int f = 0; f < a->frames; ++f) {
    std::swap(now, before);
    const int count = std::clamp(static_cast<int>(limit_hz(a->rate_hz, s) / a->f0_hz[f]), 1, kUsed);
    std::fill(now.begin(), now.end(), Complex{});
    demodulate(x, p, static_cast<int64_t>(f) * a->hop_samples, window_for(a->f0_hz[f], a->rate_hz, s), count,
               now.data());
    if (f == 0 || !a->voiced[f]) continue;
    for (int k = 1; k <= count; ++k) {
      const Complex turn = now[k - 1] * std::conj(before[k - 1]);
      const double cycles = std::arg(turn) / (2.0 * std::numbers::pi);
      if (std::abs(cycles) > 0.25) continue;
      const double w = std::abs(turn) * k * k;
      sum[f] += w * cycles / k;
      weight[f] += w;
    }
  }
  for (int f = 0; f < a->frames; ++f) {
    double top = 0.0, bottom = 1e-20;
    for (int d = -3; d <= 3; ++d) {
      const int g = f + d;
      if (g >= 0 && g < a->frames) {
        top += (4 - std::abs(d)) * sum[g];
        bottom += (4 - std::abs(d)) * weight[g];
      }
    }
    const double shift = top / bottom * a->rate_hz / a->hop_samples;
    a->f0_hz[f] =
        static_cast<float>(a->f0_hz[f] + std::clamp(shift, -0.06 * a->f0_hz[f], 0.06 * a->f0_hz[f]));
  }
}

std::vector<double> centres_of_bands(int bands, double rate_hz) {
  std::vector<double> hz(bands);
  const double low = mel_from_hz(30.0), high = mel_from_hz(0.49 * rate_hz);
  for (int b = 0; b < bands; ++b) hz[b] = hz_from_mel(low + (high - low) * (b + 0.5) / bands);
  return hz;
}

void measure_noise(const HarmonicSettings& s, HarmonicAnalysis* a) {
  const Spectrogram r =
      power_spectrogram(a->residual.data(), a->samples, a->rate_hz, kNoiseWindow, a->hop_samples);
  a->band_centre_hz = centres_of_bands(s.noise_bands, a->rate_hz);
  a->noise_power.assign(static_cast<size_t>(a->frames) * a->bands, 0.f);
  const double scale = 1.0 / (0.375 * kNoiseWindow);  // 1 / sum of w^2
  std::vector<double> sum(a->bands), count(a->bands);
  for (int f = 0; f < a->frames; ++f) {
    std::fill(sum.begin(), sum.end(), 0.0);
    std::fill(count.begin(), count.end(), 0.0);
    for (int k = 1; k < r.bins - 1; ++k) {  // each bin is shared between the two neighbouring centres
      const double hz = k * r.bin_hz;
      const auto it = std::lower_bound(a->band_centre_hz.begin(), a->band_centre_hz.end(), hz);
      const int i = static_cast<int>(it - a->band_centre_hz.begin());
      const double t = i == 0 || i == a->bands ? 0.0
                                               : (hz - a->band_centre_hz[i - 1]) /
                                                     (a->band_centre_hz[i] - a->band_centre_hz[i - 1]);
      const double p = r.frame(f)[k] * scale;
      if (i > 0) {
        sum[i - 1] += (1.0 - t) * p;
        count[i - 1] += 1.0 - t;
      }
      if (i < a->bands) {
        sum[i] += (i == 0 ? 1.0 : t) * p;
        count[i] += i == 0 ? 1.0 : t;
      }
    }
    const double taken =
        a->voiced[f]
            ? 2.5 * a->rate_hz / (window_for(a->f0_hz[f], a->rate_hz, s) * static_cast<double>(a->f0_hz[f]))
            : 0.0;
    const double correction = 1.0 / std::max(0.5, 1.0 - taken);
    float last = 0.f;
    for (int b = 0; b < a->bands; ++b) {  // a band narrower than a bin takes its lower neighbour's value
      if (count[b] > 1e-9) last = static_cast<float>(sum[b] / count[b] * correction);
      a->noise_power[static_cast<size_t>(f) * a->bands + b] = last;
    }
  }
}

void measure_powers(const HarmonicSettings& s, HarmonicAnalysis* a) {
  a->partial_power.assign(a->amplitude.size(), 0.f);
  a->level.assign(a->frames, 0.f);
  for (int f = 0; f < a->frames; ++f) {
    const float* noise = a->noise_power.data() + static_cast<size_t>(f) * a->bands;
    const int length = window_for(a->f0_hz[f], a->rate_hz, s);
    double level = 0.0;
    for (int k = 0; k < a->partials; ++k) {
      const size_t i = static_cast<size_t>(f) * a->partials + k;
      const double hz = (k + 1) * static_cast<double>(a->f0_hz[f]);
      if (hz > limit_hz(a->rate_hz, s)) break;
      const double bias = 3.0 / length * between_bands(noise, a->band_centre_hz, hz);
      a->partial_power[i] = static_cast<float>(std::max(0.0, 0.5 * std::norm(a->amplitude[i]) - bias));
      level += a->partial_power[i] * a_weight_power(hz);
    }
    for (int b = 0; b < a->bands; ++b) {
      const double low = b ? a->band_centre_hz[b - 1] : 0.0,
                   high = b + 1 < a->bands ? a->band_centre_hz[b + 1] : a->rate_hz / 2;
      level += noise[b] * (high - low) / a->rate_hz * a_weight_power(a->band_centre_hz[b]);
    }
    a->level[f] = static_cast<float>(level);
  }
}

}  // namespace

double HarmonicAnalysis::median_f0_hz() const {
  std::vector<float> v;
  for (int f = 0; f < frames; ++f)
    if (voiced[f]) v.push_back(f0_hz[f]);
  return median(std::move(v));
}

double HarmonicAnalysis::max_level() const {
  return level.empty() ? 0.0 : *std::max_element(level.begin(), level.end());
}

HarmonicAnalysis analyse_harmonics(const std::vector<float>& x, double rate_hz, const F0Curve& f0,
                                   const HarmonicSettings& s) {
  HarmonicAnalysis a;
  a.rate_hz = rate_hz;
  a.samples = static_cast<int64_t>(x.size());
  a.hop_samples = s.hop_samples;
  a.frames = static_cast<int>(a.samples / s.hop_samples) + 1;
  a.bands = s.noise_bands;
  place_f0(f0, &a);
  for (int pass = 0; pass < s.refine_passes; ++pass) refine_f0(x, s, &a);
  const float lowest = *std::min_element(a.f0_hz.begin(), a.f0_hz.end());
  a.partials = std::clamp(static_cast<int>(limit_hz(rate_hz, s) / lowest), 1, s.max_partials);
  a.amplitude.assign(static_cast<size_t>(a.frames) * a.partials, Complex{});
  const Phasor p = phasor_of(a.f0_hz, a.hop_samples, a.samples, rate_hz);
  for (int f = 0; f < a.frames; ++f) {
    if (!a.voiced[f]) continue;
    const int count = std::min(a.partials, static_cast<int>(limit_hz(rate_hz, s) / a.f0_hz[f]));
    demodulate(x, p, static_cast<int64_t>(f) * a.hop_samples, window_for(a.f0_hz[f], rate_hz, s), count,
               a.amplitude.data() + static_cast<size_t>(f) * a.partials);
  }
  a.harmonic = resynthesise(p, a.amplitude, a.frames, a.partials, a.hop_samples);
  a.residual.resize(x.size());
  for (size_t i = 0; i < x.size(); ++i) a.residual[i] = x[i] - a.harmonic[i];
  measure_noise(s, &a);
  measure_powers(s, &a);
  return a;
}

}  // namespace partials
