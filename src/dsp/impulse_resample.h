// SPDX-License-Identifier: MIT
// An impulse response learned at the reference rate, as taps at the playing rate: the band-limited curve
// through the learned taps read at the playing rate's times, by a Hann-windowed sinc of 32 zero crossings a
// side cut off below the lower of the two rates, times reference / playing rate, so that a convolution keeps
// its level. At the reference rate it is the identity. The part of the sinc before time zero is cut off: the
// first 32 taps are approximate at other rates. Linear; `add_transposed` is its adjoint. Constants: one row
// of coefficients per phase (the phases of a ratio in lowest terms, at most kMaxPhases).
#pragma once
#include <cmath>

#include "base/kernel.h"
#include "base/math.h"

PARTIALS_BEGIN

struct ResampleSize {
  static constexpr int kMaxPhases = 1024;
  int64_t from_hz, to_hz;
  int phases, half;  // half: coefficients on each side of a time

  explicit ResampleSize(const Setup& s)
      : from_hz(static_cast<int64_t>(s.reference_rate_hz + 0.5)), to_hz(s.clock.rate_hz) {
    int64_t a = from_hz, b = to_hz;
    while (b) {
      const int64_t r = a % b;
      a = b;
      b = r;
    }
    phases = static_cast<int>(to_hz / a < kMaxPhases ? to_hz / a : kMaxPhases);
    half = from_hz == to_hz ? 1 : from_hz < to_hz ? 32 : static_cast<int>(32 * from_hz / to_hz) + 1;
  }
  int taps_of(double length_s) const {
    return static_cast<int>(length_s * static_cast<double>(to_hz) + 0.5) + (half > 1 ? half : 0);
  }
  int learned_taps_of(double length_s) const {
    return static_cast<int>(length_s * static_cast<double>(from_hz) + 0.5);
  }
  size_t coefficients() const { return static_cast<size_t>(phases) * 2 * half; }
};

template <class T>
struct ImpulseResample {
  ResampleSize size;
  const T* table;

  static void prepare(const ResampleSize& z, T* table) {
    const double cut =
        z.from_hz > z.to_hz ? static_cast<double>(z.to_hz) / static_cast<double>(z.from_hz) : 1;
    const double gain = static_cast<double>(z.from_hz) / static_cast<double>(z.to_hz) * cut;
    for (int p = 0; p < z.phases; ++p)
      for (int k = 0; k < 2 * z.half; ++k) {
        const double u = static_cast<double>(p) / z.phases + z.half - 1 - k, x = kPi * cut * u;
        const double window = std::fabs(u) < z.half ? 0.5 + 0.5 * std::cos(kPi * u / z.half) : 0;
        const double sinc = std::fabs(x) < 1e-9 ? 1 : std::sin(x) / x;
        table[static_cast<size_t>(p) * 2 * z.half + k] =
            static_cast<T>(z.half == 1 ? (k == 0) : gain * sinc * window);
      }
  }

  // out[taps] from learned[n].
  void apply(const T* learned, int n, T* out, int taps) const {
    for (int i = 0; i < taps; ++i) {
      const Read r = at(i, n);
      T sum = T(0);
      for (int k = r.from; k < r.to; ++k) sum += r.row[k] * learned[r.first + k];
      out[i] = sum;
    }
  }
  void add_transposed(const T* d_out, int taps, T* d_learned, int n) const {
    for (int i = 0; i < taps; ++i) {
      const Read r = at(i, n);
      for (int k = r.from; k < r.to; ++k) d_learned[r.first + k] += r.row[k] * d_out[i];
    }
  }

 private:
  struct Read {
    const T* row;
    int first, from, to;
  };
  Read at(int i, int n) const {
    const int64_t where = i * size.from_hz, rest = where % size.to_hz;
    int base = static_cast<int>(where / size.to_hz),
        phase = static_cast<int>((rest * size.phases + size.to_hz / 2) / size.to_hz);
    if (phase == size.phases) {
      phase = 0;
      ++base;
    }
    const int first = base - size.half + 1;
    int from = first < 0 ? -first : 0, to = n - first < 2 * size.half ? n - first : 2 * size.half;
    if (to < from) to = from;
    return {table + static_cast<size_t>(phase) * 2 * size.half, first, from, to};
  }
};

PARTIALS_END
