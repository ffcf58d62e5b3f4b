// SPDX-License-Identifier: MIT
// The same without a library: a windowed sinc (Kaiser; Oppenheim and Schafer, Discrete-Time Signal
// Processing, 7.6) of the lower rate, with the pass band and the stop band of soundfile/resample.h. Its
// phases are tabulated: exactly as many as the ratio of the rates has, or kMostPhases with linear
// interpolation, which is accurate to -120 dB.
#include "soundfile/resample.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <stdexcept>

#include "base/need.h"

namespace partials {
namespace {

constexpr double kStopDb = 120.0, kPass = 0.91;  // kPass: share of the lower Nyquist rate
constexpr int64_t kMostPhases = 2048;

double bessel_i0(double x) {  // power series
  double sum = 1.0, term = 1.0;
  for (int k = 1; term > 1e-17 * sum; ++k) sum += term *= 0.25 * x * x / (k * k);
  return sum;
}

// The filter's values at one phase after another: for an output between two inputs, the weights of the inputs
// around it.
class Phases {
 public:
  Phases(double from_hz, double to_hz) {
    const auto from = static_cast<int64_t>(std::lround(from_hz)),
               to = static_cast<int64_t>(std::lround(to_hz));
    const bool whole = static_cast<double>(from) == from_hz && static_cast<double>(to) == to_hz;
    phases_ = whole ? std::min(kMostPhases, to / std::gcd(from, to)) : kMostPhases;
    const double lower = std::min(1.0, to_hz / from_hz);  // of the input's Nyquist rate
    const double transition = (1.0 - kPass) * lower * std::numbers::pi;
    const double beta = 0.1102 * (kStopDb - 8.7), cutoff = 0.5 * (1.0 + kPass) * lower;
    half_ = static_cast<int64_t>(std::ceil(0.5 * (kStopDb - 7.95) / (2.285 * transition))) + 1;
    const double reach = static_cast<double>(half_), scale = cutoff / bessel_i0(beta);
    weights_.resize(static_cast<size_t>((phases_ + 1) * taps()));
    for (int64_t p = 0; p <= phases_; ++p)
      for (int64_t k = 0; k < taps(); ++k) {
        const double t =
            static_cast<double>(k - half_ + 1) - static_cast<double>(p) / static_cast<double>(phases_);
        const double inside = 1.0 - t * t / (reach * reach), angle = std::numbers::pi * cutoff * t;
        const double sinc = std::abs(angle) < 1e-9 ? 1.0 : std::sin(angle) / angle;
        weights_[static_cast<size_t>(p * taps() + k)] =
            inside > 0.0 ? scale * sinc * bessel_i0(beta * std::sqrt(inside)) : 0.0;
      }
  }
  int64_t taps() const { return 2 * half_; }

  // x: all samples, silence around them; position in samples.
  float at(const std::vector<float>& x, double position) const {
    const double whole = std::floor(position + 1e-9),
                 phase = std::max(0.0, position - whole) * static_cast<double>(phases_);
    const double below = std::floor(phase + 1e-6), part = std::max(0.0, phase - below);
    const double* low = weights_.data() + static_cast<int64_t>(below) * taps();
    const double* high = part > 1e-6 ? low + taps() : low;
    const int64_t first = static_cast<int64_t>(whole) - half_ + 1;
    const int64_t begin = std::max<int64_t>(0, -first),
                  end = std::min(taps(), static_cast<int64_t>(x.size()) - first);
    double sum = 0.0, next = 0.0;
    for (int64_t k = begin; k < end; ++k) sum += low[k] * x[static_cast<size_t>(first + k)];
    if (high == low) return static_cast<float>(sum);
    for (int64_t k = begin; k < end; ++k) next += high[k] * x[static_cast<size_t>(first + k)];
    return static_cast<float>(sum + part * (next - sum));
  }

 private:
  int64_t phases_ = 1, half_ = 1;
  std::vector<double> weights_;  // [phases_ + 1][taps]
};

}  // namespace

std::vector<float> resample(const std::vector<float>& x, double from_hz, double to_hz) {
  if (!(from_hz > 0.0) || !(to_hz > 0.0)) throw std::invalid_argument("resample: rates must be above 0 Hz.");
  if (from_hz == to_hz || x.empty()) return x;
  const Phases filter(from_hz, to_hz);
  std::vector<float> y(static_cast<size_t>(std::ceil(static_cast<double>(x.size()) * to_hz / from_hz)));
  for (size_t n = 0; n < y.size(); ++n) y[n] = filter.at(x, static_cast<double>(n) * from_hz / to_hz);
  return y;
}

SampleStore resample(const ClipView& x, double to_hz, int64_t most_in_memory) {
  const std::vector<float> y = resample(x.clip().samples, x.rate_hz(), to_hz);
  SampleStore store(most_in_memory);
  need(store.append(y.data(), static_cast<int64_t>(y.size())));
  return store;
}

AudioClip at_rate(AudioClip clip, double rate_hz) {
  if (clip.rate_hz == rate_hz) return clip;
  return {resample(clip.samples, clip.rate_hz, rate_hz), rate_hz};
}

}  // namespace partials
