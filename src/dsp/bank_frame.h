// SPDX-License-Identifier: MIT
// The sum of partials within one frame, in samples i from the frame's start:
//   y[i] = sum over k of (amplitude_k + slope_k i) sin(2 pi (phase_k + step_k i + bend_k i^2))
// Harmonic banks have one oscillator, and partial k runs at k times its phase; stretched banks have one
// oscillator a partial. A deviation of f0 (bank_deviation.h) adds `extra` cycles to the fundamental at each
// sample, and as many times more to partial k. The plain formula below, in double, is the reference for the
// fast ones (bank_harmonic.h, bank_stretched.h).
#pragma once
#include "base/math.h"
#include "dsp/turns.h"

PARTIALS_BEGIN

// Samples rendered at once, always counted from the frame's start, so that blocks of any size give the same
// bits.
template <class V>
inline constexpr int kChunk = kWidth<V> == 1 ? 64 : 32;
// A kernel that begins within a chunk may write this many samples past its end.
template <class V>
inline constexpr int kOverrun = kWidth<V> == 1 ? kNativeWidth : 1;
// Floats side by side in gradient sums. Harmonic banks of width 1 sum a column of samples, added up at the
// end of the frame.
template <class V>
inline constexpr int kSpread = kWidth<V> == 1 ? kNativeWidth : kWidth<V>;
template <>
inline constexpr int kSpread<double> = 1;

inline constexpr int kPad = kNativeWidth;

template <class V>
struct BankFrame {
  int partials = 0;     // arrays are padded with kPad zeros
  const V* amplitude;   // [partials]
  const V* slope;       // [partials] per sample
  const double* phase;  // [oscillators][lanes] cycles
  const double* step;   // cycles per sample
  const double* bend;   // cycles per sample^2
  uint32_t* turns;      // scratch of the fast kernels
  // [chunk + overrun][lanes] cycles, of the chunk that is rendered; null: none
  const double* extra = nullptr;
  // [oscillators][lanes] of stretched banks with extra: frequency in units of f0
  const double* ratio = nullptr;
};

template <class V>
struct BankGradient {    // sums over the frame's samples, [..][kSpread]
  Scalar<V>* amplitude;  // [partials] d sin
  Scalar<V>* slope;      // [partials] d i sin
  Scalar<V>* phase;      // [oscillators] e, where e is the gradient of the oscillator's phase in cycles
  Scalar<V>* step;       // e i
  Scalar<V>* bend;       // e i^2
  Scalar<V>* ratio;      // e extra, of stretched banks with extra
  // [chunk] gradient of the fundamental's phase at each sample, not a sum; null: not needed
  V* each;
};

template <class V>
PARTIALS_INLINE double cycles_at(const BankFrame<V>& f, int oscillator, int lane, int i) {
  const int n = oscillator * kWidth<V> + lane;
  return f.phase[n] + (f.step[n] + f.bend[n] * i) * i;
}

template <bool kStretched>
struct PlainBank {
  static double cycles(const BankFrame<double>& f, int k, int begin, int j) {
    const double extra = f.extra ? f.extra[j] : 0;
    if (!kStretched) return (k + 1) * (cycles_at(f, 0, 0, begin + j) + extra);
    return cycles_at(f, k, 0, begin + j) + (f.extra ? f.ratio[k] * extra : 0);
  }
  static void render(const BankFrame<double>& f, int begin, int from, int to, double* out) {
    for (int j = from; j < to; ++j) {
      out[j] = 0;
      for (int k = 0; k < f.partials; ++k)
        out[j] += (f.amplitude[k] + f.slope[k] * (begin + j)) * sin_cycles(cycles(f, k, begin, j));
    }
  }
  static void reverse(const BankFrame<double>& f, int begin, int count, const double* d_out,
                      const BankGradient<double>& d) {
    for (int j = 0, i = begin; j < count; ++j, ++i) {
      if (d.each) d.each[j] = 0;
      for (int k = 0; k < f.partials; ++k) {
        const double t = cycles(f, k, begin, j), s = d_out[j] * sin_cycles(t);
        d.amplitude[k] += s;
        d.slope[k] += s * i;
        double e = d_out[j] * (f.amplitude[k] + f.slope[k] * i) * kTwoPi * cos_cycles(t);
        if (!kStretched) e *= k + 1;
        const int o = kStretched ? k : 0;
        d.phase[o] += e;
        d.step[o] += e * i;
        d.bend[o] += e * i * i;
        if (kStretched && f.extra) d.ratio[o] += e * f.extra[j];
        if (d.each) d.each[j] += kStretched ? e * f.ratio[k] : e;
      }
    }
  }
};

PARTIALS_END
