// SPDX-License-Identifier: MIT
#include "analysis/loudness_meter.h"

#include <algorithm>
#include <cmath>
#include <complex>

namespace partials {
namespace {

constexpr double kPi = 3.14159265358979323846;

float db_of(double power) { return static_cast<float>(std::max(-120.0, 10 * std::log10(power + 1e-30))); }

}  // namespace

// |H|^2 = (1 - p + N p) / (1 - p + D p) with p = sin^2(w / 2): N / D is the power at the Nyquist frequency, D
// follows from the power at a third frequency within the relevant band.
LoudnessMeter::Stage LoudnessMeter::low_pass(double cutoff_hz, double rate_hz) {
  auto power = [&](double hz) { return 1 / (1 + hz * hz / (cutoff_hz * cutoff_hz)); };
  const double third_hz = std::min(8000.0, 0.25 * rate_hz),
               p = std::pow(std::sin(kPi * third_hz / rate_hz), 2);
  const double end = power(0.5 * rate_hz),
               d = (1 - p) * (1 - power(third_hz)) / (p * (power(third_hz) - end)), n = end * d;
  const double a1 = (1 - std::sqrt(d)) / (1 + std::sqrt(d));
  return {0.5 * (1 + a1) * (1 + std::sqrt(n)), 0.5 * (1 + a1) * (1 - std::sqrt(n)), a1, 0, 0};
}

void LoudnessMeter::prepare(double rate_hz, int hop_samples, double window_s) {
  rate_hz_ = rate_hz;
  hop_samples_ = hop_samples;
  hops_ = std::clamp(static_cast<int>(std::lround(window_s * rate_hz / hop_samples)), 2, kMaxHops);
  double total = 0;
  for (int h = 0; h < hops_; ++h) total += weight_[h] = std::pow(std::sin(kPi * (h + 0.5) / hops_), 2);
  for (int h = 0; h < hops_; ++h) weight_[h] /= total;

  const double high_pass_hz[4] = {20.598997, 20.598997, 107.65265, 737.86223};
  for (int i = 0; i < 4; ++i) {
    const double w = std::tan(kPi * high_pass_hz[i] / rate_hz);
    stages_[i] = {1 / (1 + w), -1 / (1 + w), (w - 1) / (w + 1), 0, 0};
  }
  for (int i = 4; i < kStages; ++i) stages_[i] = low_pass(12194.217, rate_hz);
  const std::complex<double> z = std::polar(1.0, -2 * kPi * 1000 / rate_hz);
  std::complex<double> h = 1;
  for (const Stage& s : stages_) h *= (s.b0 + s.b1 * z) / (1.0 + s.a1 * z);
  gain_ = 1 / std::abs(h);
  reset();
}

void LoudnessMeter::reset() noexcept {
  for (Stage& s : stages_) s.x1 = s.y1 = 0;
  std::fill(std::begin(power_), std::end(power_), 0.0);
  sum_ = 0;
  at_ = 0;
  loudness_db_ = fast_db_ = -120;
  onset_db_ = 0;
}

void LoudnessMeter::push(float x) noexcept {
  double v = gain_ * static_cast<double>(x);
  for (Stage& s : stages_) {
    const double y = s.b0 * v + s.b1 * s.x1 - s.a1 * s.y1;
    s.x1 = v;
    s.y1 = y;
    v = y;
  }
  sum_ += v * v;
}

void LoudnessMeter::finish_hop() noexcept {
  power_[at_] = sum_ / hop_samples_;
  sum_ = 0;
  at_ = (at_ + 1) % kMaxHops;
  auto ago = [&](int h) { return power_[(at_ - 1 - h + 2 * kMaxHops) % kMaxHops]; };
  double mean = 0;
  for (int h = 0; h < hops_; ++h) mean += weight_[h] * ago(h);
  loudness_db_ = db_of(mean);
  fast_db_ = db_of(0.5 * (ago(0) + ago(1)));
  const float before = db_of((ago(7) + ago(8) + ago(9) + ago(10)) / 4);
  onset_db_ = std::max(0.f, std::max(fast_db_, -90.f) - std::max(before, -90.f));
  for (Stage& s : stages_)  // a decaying filter ends in silence, not in denormal numbers
    if (std::fabs(s.y1) < 1e-30) s.y1 = 0;
}

}  // namespace partials
