// SPDX-License-Identifier: MIT
#include "analysis/repetition.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/registers.h"

namespace partials {
namespace {

// Low-pass, windowed sinc, unity at 0 Hz: the taps of one side but those that are 0.
constexpr float kHalfBand[] = {0.00846f, -0.05810f, 0.29964f};

}  // namespace

float parabola(float before, float peak, float after, float& offset) {
  const float bend = before - 2 * peak + after;
  offset = bend < -1e-9f ? std::clamp(0.5f * (before - after) / bend, -0.5f, 0.5f) : 0.f;
  return peak - 0.25f * (before - after) * offset;
}

void Repetition::prepare(double rate_hz, double min_hz) {
  pre_halvings_ = 0;
  rate_hz_ = rate_hz;
  while (rate_hz_ > 48500) {
    rate_hz_ /= 2;
    ++pre_halvings_;
  }
  n_levels_ = 1;
  while (n_levels_ < kLevels && rate_hz_ / (1 << (n_levels_ - 1)) / kHigh > min_hz) ++n_levels_;
  dc_pole_ = static_cast<float>(std::exp(-6.2831853 * 12 / rate_hz_));
  reset();
}

void Repetition::reset() noexcept {
  std::memset(pre_, 0, sizeof pre_);
  std::memset(levels_, 0, sizeof levels_);
  dc_x_ = dc_y_ = smooth_ = 0;
}

void Repetition::begin(int level) noexcept {
  levels_[level].summed = 0;
  levels_[level].sum = 0;
}

float Repetition::half_band(const float* x) noexcept {
  const auto [outer, second, inner] = kHalfBand;
  return outer * x[0] + second * x[2] + inner * x[4] + 0.5f * x[5] + inner * x[6] + second * x[8] +
         outer * x[10];
}

bool Repetition::halve(Halver& h, float x, float& y) noexcept {
  h.x[h.at] = h.x[h.at + kTaps] = x;
  h.at = h.at + 1 == kTaps ? 0 : h.at + 1;
  h.odd = !h.odd;
  if (h.odd) return false;
  y = half_band(h.x + h.at);
  return true;
}

bool Repetition::put(int level, float x) noexcept {
  Level& l = levels_[level];
  l.ring[l.at] = l.ring[l.at + kHistory] = x;
  l.at = l.at + 1 == kHistory ? 0 : l.at + 1;
  l.odd = !l.odd;
  return !l.odd;
}

void Repetition::push(float x) noexcept {
  for (int i = 0; i < pre_halvings_; ++i) {
    float y;
    if (!halve(pre_[i], x, y)) return;
    x = y;
  }
  dc_y_ = x - dc_x_ + dc_pole_ * dc_y_;
  dc_x_ = x;
  if (std::fabs(dc_y_) < 1e-20f) dc_y_ = 0;
  float y0 = 0.5f * (dc_y_ + smooth_);  // a zero at the Nyquist frequency: hiss carries no pitch
  smooth_ = dc_y_;
  for (int level = 0; put(level, y0) && level + 1 < n_levels_; ++level)
    y0 = half_band(newest(level) - (kTaps - 1));
}

// Extends the sums to the newest n samples: a hop seldom needs more than a few hundred.
void Repetition::sum_energy(int level, int n) noexcept {
  Level& l = levels_[level];
  const float* x = newest(level);
  for (; l.summed < n; ++l.summed) {
    l.sum += static_cast<double>(x[-l.summed]) * x[-l.summed];
    l.energy[l.summed + 1] = static_cast<float>(l.sum);
  }
}

float Repetition::at(int level, int lag, int window) const noexcept {
  const float *x = newest(level) - (window - 1), *y = x - lag;
  using Four = Lanes<4>;
  Four a(0.f), b(0.f);
  int i = 0;
  for (; i + 8 <= window; i += 8) {
    a += load_unaligned<Four>(x + i) * load_unaligned<Four>(y + i);
    b += load_unaligned<Four>(x + i + 4) * load_unaligned<Four>(y + i + 4);
  }
  float r = 0;
  for (; i < window; ++i) r += x[i] * y[i];
  for (int j = 0; j < 4; ++j) r += a[j];
  for (int j = 0; j < 4; ++j) r += b[j];
  const float* e = levels_[level].energy;
  const float m = e[window] + e[window + lag] - e[lag];
  return m > 1e-14f * static_cast<float>(window) ? 2 * r / m : 0.f;
}

float Repetition::peak_near(int level, float lag, int reach, int window, float& place) noexcept {
  const int centre = static_cast<int>(lag + 0.5f);
  float n[20];
  const int first = std::max(2, centre - reach - 1), count = centre + reach + 2 - first;
  sum_energy(level, window + centre + reach + 1);
  int best = 1;
  for (int i = 0; i < count; ++i) {
    n[i] = at(level, first + i, window);
    if (i >= 1 && i + 1 < count && n[i] > n[best]) best = i;
  }
  place = static_cast<float>(first + best);
  // a slope: smooth sounds resemble themselves at any short lag
  if (n[best] < n[best - 1] || n[best] < n[best + 1]) return 0;
  float offset;
  const float value = parabola(n[best - 1], n[best], n[best + 1], offset);
  place += offset;
  return value;
}

float Repetition::best_near(int level, float lag, int reach, int window) noexcept {
  const int centre = static_cast<int>(lag + 0.5f);
  sum_energy(level, window + centre + reach);
  float best = 0;
  for (int i = centre - reach; i <= centre + reach; ++i) best = std::max(best, at(level, i, window));
  return best;
}

Repetition::Fast Repetition::faster_than(int level, float lag) const noexcept {
  constexpr int kReach = 2, kMaxWindow = kHigh + kHigh / 4,
                kMax = kMaxWindow + kHigh + kReach + 1 + 2 * kHigh;
  const int period = static_cast<int>(lag + 0.5f);
  if (period < 16 || period > kHigh) return {0, 0, 0};
  const int window = period + period / 4, needed = window + period + kReach + 1,
            n = needed + 2 * (period - 1);
  float y[kMax];
  std::copy_n(newest(level) - (n - 1), n, y);
  for (int left = n - (period - 1); left >= needed; left -= period - 1) {
    double sum = 0;
    for (int i = 0; i < period - 1; ++i) sum += static_cast<double>(y[i]);
    for (int i = 0; i < left; ++i) {
      const float oldest = y[i];
      sum += static_cast<double>(y[i + period - 1]);
      y[i] = y[i + period / 2] - static_cast<float>(sum / period);
      sum -= static_cast<double>(oldest);
    }
  }
  const float* x = y + needed - window;
  float values[2 * kReach + 3], power = 0;
  for (int i = 0; i < window; ++i) power += x[i] * x[i];
  for (int k = 0; k < 2 * kReach + 3; ++k) {
    float product = 0, energy = 1e-20f;
    for (int i = 0; i < window; ++i) {
      const float shifted = x[i - (period - kReach - 1 + k)];
      product += x[i] * shifted;
      energy += x[i] * x[i] + shifted * shifted;
    }
    values[k] = 2 * product / energy;
  }
  const int best = static_cast<int>(std::max_element(values + 1, values + 2 * kReach + 2) - values);
  if (values[best] < values[best - 1] || values[best] < values[best + 1]) return {0, 0, 0};
  float offset;
  const float value = parabola(values[best - 1], values[best], values[best + 1], offset);
  return {std::min(value, 1.f), static_cast<float>(period - kReach - 1 + best) + offset,
          power / static_cast<float>(window)};
}

float Repetition::mean_power(int level, int n) noexcept {
  sum_energy(level, n);
  return levels_[level].energy[n] / static_cast<float>(n);
}

float Repetition::power(int level) noexcept { return mean_power(level, std::max(8, 768 >> level)); }

}  // namespace partials
