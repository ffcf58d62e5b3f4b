// SPDX-License-Identifier: MIT
#include "play/rate_converter.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace partials {
namespace {

constexpr int kPhases = 512;
constexpr int kZeroCrossings = 24;  // on either side, of the lower of the two rates
constexpr double kPassed = 0.92;    // of half the lower rate: where the filter begins to fall
constexpr double kBeta = 9;         // of the Kaiser window: 90 dB

// Modified Bessel function of the first kind, order 0.
double bessel_i0(double x) {
  double sum = 1, term = 1;
  for (int k = 1; k < 40; ++k) {
    term *= x * x / (4.0 * k * k);
    sum += term;
  }
  return sum;
}

double kernel(double x, double half, double cutoff) {  // x in input samples
  if (std::fabs(x) >= half) return 0;
  const double window = bessel_i0(kBeta * std::sqrt(1 - x * x / (half * half))) / bessel_i0(kBeta);
  const double angle = M_PI * cutoff * x;
  return window * cutoff * (std::fabs(angle) < 1e-9 ? 1 : std::sin(angle) / angle);
}

}  // namespace

void RateConverter::prepare(double from_hz, double to_hz, int channels) {
  step_ = from_hz / to_hz;
  channels_ = channels;
  const double cutoff = std::min(1.0, to_hz / from_hz) * (1 + kPassed) / 2;
  half_ = static_cast<int>(std::ceil(kZeroCrossings / std::min(1.0, to_hz / from_hz)));
  table_.resize(static_cast<size_t>((kPhases + 1) * 2 * half_));
  for (int phase = 0; phase <= kPhases; ++phase) {
    float* row = table_.data() + static_cast<ptrdiff_t>(phase) * 2 * half_;
    const double fraction = static_cast<double>(phase) / kPhases;
    double sum = 0;
    for (int k = 0; k < 2 * half_; ++k) sum += kernel(k - half_ + 1 - fraction, half_, cutoff);
    for (int k = 0; k < 2 * half_; ++k)
      row[k] = static_cast<float>(kernel(k - half_ + 1 - fraction, half_, cutoff) / sum);
  }
  size_ = 1;
  while (size_ < 4 * half_ + 8) size_ *= 2;
  ring_.resize(static_cast<size_t>(size_ * channels_));
  reset();
}

void RateConverter::reset() noexcept {
  std::fill(ring_.begin(), ring_.end(), 0.f);
  in_ = out_ = 0;
}

void RateConverter::push(const float* row) noexcept {
  std::copy_n(row, channels_, ring_.data() + (in_ & (size_ - 1)) * channels_);
  ++in_;
}

void RateConverter::pop(float* row) noexcept {
  const double at = next_at(), whole = std::floor(at), position = (at - whole) * kPhases;
  const auto phase = static_cast<ptrdiff_t>(position);
  const auto between = static_cast<float>(position - static_cast<double>(phase));
  const float *low = table_.data() + phase * 2 * half_, *high = low + 2 * half_;
  const int64_t first = static_cast<int64_t>(whole) - half_ + 1;
  std::fill_n(row, channels_, 0.f);
  for (int k = 0; k < 2 * half_; ++k) {
    if (first + k < 0) continue;  // silence before the start
    const float weight = low[k] + between * (high[k] - low[k]);
    const float* in = ring_.data() + ((first + k) & (size_ - 1)) * channels_;
    for (int c = 0; c < channels_; ++c) row[c] += weight * in[c];
  }
  ++out_;
}

}  // namespace partials
