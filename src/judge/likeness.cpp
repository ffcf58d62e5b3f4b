// SPDX-License-Identifier: MIT
#include "judge/likeness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <map>
#include <numbers>

#include "soundfile/fourier.h"
#include "soundfile/resample.h"

namespace partials {
namespace {

using Complex = std::complex<double>;
constexpr double kRateHz = 12000.0, kLongestS = 20.0;
constexpr double kLowHz = 80.0, kHighHz = 5200.0, kBandsPerOctave = 3.0;
constexpr int kWindow = 1024;         // 85 ms
constexpr double kSoundingDb = 25.0;  // bands more than this below the strongest are left out
constexpr size_t kMinOverlap = 2400;  // 0.2 s

// sum[i]: energy of the first i samples.
std::vector<double> energy_up_to(const std::vector<float>& x) {
  std::vector<double> sum(x.size() + 1, 0.0);
  for (size_t i = 0; i < x.size(); ++i) sum[i + 1] = sum[i] + static_cast<double>(x[i]) * x[i];
  return sum;
}

struct Overlap {
  int64_t from_a = 0, from_b = 0, samples = 0;
};
Overlap overlap_at(int64_t lag, size_t a, size_t b) {
  const int64_t from_a = std::max<int64_t>(0, lag), from_b = std::max<int64_t>(0, -lag);
  return {from_a, from_b, std::min(static_cast<int64_t>(a) - from_a, static_cast<int64_t>(b) - from_b)};
}

// Cross-spectrum of two real signals, computed with one transform.
std::vector<Complex> cross_of(const std::vector<float>& a, const std::vector<float>& b, const Fourier& fft) {
  const auto size = static_cast<size_t>(fft.size());
  std::vector<Complex> z(size), cross(size);
  for (size_t i = 0; i < a.size(); ++i) z[i].real(a[i]);
  for (size_t i = 0; i < b.size(); ++i) z[i].imag(b[i]);
  fft.forward(z.data());
  for (size_t k = 0; k < size; ++k) {
    const Complex p = z[k], q = std::conj(z[(size - k) % size]);
    cross[k] = 0.5 * (p + q) * std::conj(Complex(0.0, -0.5) * (p - q));
  }
  return cross;
}

// One for each size, because a set of recordings uses few sizes very often.
const Fourier& fourier_of(int size) {
  thread_local std::map<int, Fourier> made;
  return made.try_emplace(size, size).first->second;
}

std::vector<float> every_second(const std::vector<float>& x) {
  std::vector<float> y(x.size() / 2);
  for (size_t i = 0; i < y.size(); ++i) y[i] = 0.5f * (x[2 * i] + x[2 * i + 1]);
  return y;
}

// The delay of a relative to b in samples if both contain the same sound, by two measures: the peak of the
// phases' cross-correlation finds the one moment in a steady tone; that of the waveforms, each lag divided by
// the overlapping energy, finds a piece that was cut from within a decaying note, whose phases are those of
// the missing attack.
std::array<int64_t, 2> likely_lags(const std::vector<float>& a, const std::vector<float>& b) {
  int size = 1024;
  while (static_cast<size_t>(size) < a.size() + b.size()) size *= 2;
  const Fourier& fft = fourier_of(size);
  std::vector<Complex> both = cross_of(a, b, fft);  // real part afterwards: by phase; imaginary: by wave
  double peak = 0.0;
  for (const Complex& v : both) peak = std::max(peak, std::abs(v));
  for (Complex& v : both) {
    const double m = std::abs(v);
    v = (m > 1e-6 * peak ? v / m : 0.0) + Complex(0.0, 1.0) * v;
  }
  fft.backward(both.data());
  const std::vector<double> energy_a = energy_up_to(a), energy_b = energy_up_to(b);
  const auto least = static_cast<int64_t>(std::max(kMinOverlap / 2, std::min(a.size(), b.size()) / 4));
  double best_phase = -1.0, best_wave = -1.0;
  std::array<int64_t, 2> best{};
  for (int64_t lag = -static_cast<int64_t>(b.size()); lag < static_cast<int64_t>(a.size()); ++lag) {
    const Overlap o = overlap_at(lag, a.size(), b.size());
    if (o.samples < least) continue;
    const Complex v = both[static_cast<size_t>(lag < 0 ? lag + size : lag)];
    const double energy = std::sqrt((energy_a[o.from_a + o.samples] - energy_a[o.from_a]) *
                                    (energy_b[o.from_b + o.samples] - energy_b[o.from_b]));
    const double phase = std::abs(v.real()), wave = std::abs(v.imag()) / std::max(energy, 1e-20);
    if (phase > best_phase) {
      best_phase = phase;
      best[0] = lag;
    }
    if (wave > best_wave) {
      best_wave = wave;
      best[1] = lag;
    }
  }
  return best;
}

// Sums over the frames of both, [bin].
struct CrossSpectrum {
  std::vector<Complex> cross = std::vector<Complex>(kWindow / 2);
  std::vector<double> a = std::vector<double>(kWindow / 2), b = a;
};

CrossSpectrum cross_spectrum(const float* a, const float* b, int64_t samples) {
  static const Fourier fft(kWindow);
  static const std::vector<float> window = hann(kWindow);
  CrossSpectrum sum;
  std::vector<Complex> z(kWindow);
  for (int64_t start = 0; start + kWindow <= samples; start += kWindow / 2) {
    // two real signals in one transform
    for (int i = 0; i < kWindow; ++i)
      z[i] = static_cast<double>(window[i]) * Complex(a[start + i], b[start + i]);
    fft.forward(z.data());
    for (int k = 1; k < kWindow / 2; ++k) {
      const Complex p = z[k], q = std::conj(z[kWindow - k]);
      const Complex x = 0.5 * (p + q), y = Complex(0.0, -0.5) * (p - q);
      sum.cross[k] += x * std::conj(y);
      sum.a[k] += std::norm(x);
      sum.b[k] += std::norm(y);
    }
  }
  return sum;
}

struct Band {
  int first = 0, last = 0;  // bins [first, last)
  double a = 0.0, b = 0.0;
};

std::vector<Band> sounding_bands(const CrossSpectrum& s) {
  std::vector<Band> all, sounding;
  double loudest_a = 0.0, loudest_b = 0.0;
  const double bin_hz = kRateHz / kWindow;
  for (double hz = kLowHz; hz * std::exp2(1.0 / kBandsPerOctave) < kHighHz;
       hz *= std::exp2(1.0 / kBandsPerOctave)) {
    Band band{static_cast<int>(std::lround(hz / bin_hz)),
              static_cast<int>(std::lround(hz * std::exp2(1.0 / kBandsPerOctave) / bin_hz))};
    for (int k = band.first; k < band.last; ++k) {
      band.a += s.a[k];
      band.b += s.b[k];
    }
    loudest_a = std::max(loudest_a, band.a);
    loudest_b = std::max(loudest_b, band.b);
    all.push_back(band);
  }
  const double gate = std::pow(10.0, -0.1 * kSoundingDb);
  for (const Band& band : all)
    if (band.a > gate * loudest_a || band.b > gate * loudest_b) sounding.push_back(band);
  return sounding;
}

// The phase of every bin for a shift of -1.5 to 1.5 samples, [step][bin].
const std::vector<std::vector<Complex>>& phases_of_moves() {
  static const std::vector<std::vector<Complex>> all = [] {
    std::vector<std::vector<Complex>> phases;
    for (double moved = -1.5; moved <= 1.5; moved += 0.05) {
      phases.emplace_back(kWindow / 2);
      for (int k = 0; k < kWindow / 2; ++k)
        phases.back()[k] = std::polar(1.0, 2.0 * std::numbers::pi * k * moved / kWindow);
    }
    return phases;
  }();
  return all;
}

// Mean correlation over the bands with b shifted by a further fraction of a sample.
double agreement(const CrossSpectrum& s, const std::vector<Band>& bands, const std::vector<Complex>& phase) {
  double sum = 0.0, power = 0.0, all = 1e-30;
  for (const Band& band : bands) {
    double cross = 0.0;
    for (int k = band.first; k < band.last; ++k) cross += std::real(s.cross[k] * phase[k]);
    if (band.a > 0.0 && band.b > 0.0) sum += cross / std::sqrt(band.a * band.b);
    power += cross;
    all += std::sqrt(band.a * band.b);
  }
  return std::min(std::abs(sum) / static_cast<double>(std::max<size_t>(1, bands.size())),
                  std::abs(power) / all);
}

Likeness at_lag(const std::vector<float>& a, const std::vector<float>& b, int64_t lag) {
  const auto [from_a, from_b, samples] = overlap_at(lag, a.size(), b.size());
  const CrossSpectrum s = cross_spectrum(a.data() + from_a, b.data() + from_b, samples);
  const std::vector<Band> bands = sounding_bands(s);
  Likeness found{0.0, static_cast<int>(bands.size()), static_cast<double>(samples) / kRateHz};
  for (const std::vector<Complex>& phase : phases_of_moves())
    found.agreement = std::max(found.agreement, agreement(s, bands, phase));
  return found;
}

}  // namespace

std::vector<float> for_likeness(const ClipView& clip) {
  const int64_t samples = std::min(clip.samples(), static_cast<int64_t>(kLongestS * clip.rate_hz()));
  return resample(clip.cut(0, samples).clip().samples, clip.rate_hz(), kRateHz);
}

Likeness likeness(const std::vector<float>& a, const std::vector<float>& b) {
  if (a.size() < kMinOverlap || b.size() < kMinOverlap) return {};
  Likeness best;
  for (const int64_t lag : likely_lags(every_second(a), every_second(b)))
    if (const Likeness l = at_lag(a, b, 2 * lag); l.agreement > best.agreement) best = l;
  return best;
}

Likeness likeness(const AudioClip& a, const AudioClip& b) {
  return likeness(for_likeness(a), for_likeness(b));
}

Alike verdict(const Likeness& l) {
  constexpr double kSure = 0.85, kDoubtful = 0.65;
  constexpr int kBandsThatProve = 3;
  if (l.agreement >= kSure && l.bands >= kBandsThatProve) return Alike::surely;
  return l.agreement >= kDoubtful ? Alike::maybe : Alike::no;
}

}  // namespace partials
