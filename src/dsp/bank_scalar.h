// SPDX-License-Identifier: MIT
// The harmonic partials of bank_harmonic.h for a target without vector registers: two samples side by side,
// whose sums stay in registers. A sample has the same operations in the same order, so the bits are equal.
#pragma once
#include "base/has_vectors.h"
#include "dsp/bank_frame.h"

PARTIALS_BEGIN

class ScalarBank {
 public:
  // Samples [from, to) of the chunk at `begin`.
  static void render(const BankFrame<float>& f, int begin, int from, int to, float* out) {
    int j = from;
    for (; j + 2 <= to; j += 2) side<2>(f, begin, j, out);
    if (j < to) side<1>(f, begin, j, out);
  }

 private:
  static constexpr int kRun = 32;  // as HarmonicKernel

  static PARTIALS_INLINE float sine(uint32_t turns) {  // sin_turns<5> of a single number
    const bool far = static_cast<int32_t>(turns + kQuarterTurn) < 0;
    const uint32_t near = far ? kHalfTurn - turns : turns;
    const float y = static_cast<float>(static_cast<int32_t>(near)) * 4.656612873077393e-10f;
    const float z = y * y;
    float p = z * kSine5[4] + kSine5[3];
    p = p * z + kSine5[2];
    p = p * z + kSine5[1];
    p = p * z + kSine5[0];
    return p * y;
  }

  struct Angle {
    uint32_t t, half;
    float sign, half_sine, m;
    Angle() = default;
    explicit Angle(uint32_t turns) {
      const bool far = static_cast<int32_t>(turns + kQuarterTurn) < 0;
      t = far ? turns + kHalfTurn : turns;
      sign = far ? -1.f : 1.f;
      half = static_cast<uint32_t>(static_cast<int32_t>(t) >> 1);
      half_sine = sine(half);
      m = 4.f * half_sine * half_sine;
    }
  };

  template <int N>
  static void side(const BankFrame<float>& f, int begin, int j, float* out) {
    Angle angle[N];
    for (int c = 0; c < N; ++c) angle[c] = at(f, begin, j + c);
    float odd[N] = {}, even[N] = {}, odd_slope[N] = {}, even_slope[N] = {};
    for (int start = 0; start < f.partials; start += kRun) {
      float s[N], delta[N], m[N];
      for (int c = 0; c < N; ++c) {
        const Angle& a = angle[c];
        const uint32_t k = static_cast<uint32_t>(start) + 1;
        m[c] = a.m;
        s[c] = sine(a.t * k);
        delta[c] = 2.f * a.half_sine * sine(a.t * k - a.half + kQuarterTurn);
      }
      const int end = start + kRun < f.partials ? start + kRun : f.partials;
      const float *amplitude = f.amplitude + start, *slope = f.slope + start;
      for (int k = start; k < end; k += 2, amplitude += 2, slope += 2) {
        const float a0 = amplitude[0], b0 = slope[0];
#pragma GCC unroll 2
        for (int c = 0; c < N; ++c) {
          odd[c] += a0 * s[c];
          odd_slope[c] += b0 * s[c];
          delta[c] -= m[c] * s[c];
          s[c] += delta[c];
        }
        const float a1 = amplitude[1], b1 = slope[1];
#pragma GCC unroll 2
        for (int c = 0; c < N; ++c) {
          even[c] += a1 * s[c];
          even_slope[c] += b1 * s[c];
          delta[c] -= m[c] * s[c];
          s[c] += delta[c];
        }
      }
    }
    for (int c = 0; c < N; ++c) {
      const float sign = angle[c].sign;
      out[j + c] =
          even[c] + sign * odd[c] + static_cast<float>(begin + j + c) * (even_slope[c] + sign * odd_slope[c]);
    }
  }
  static PARTIALS_INLINE Angle at(const BankFrame<float>& f, int begin, int j) {
    return Angle(turns_from_cycles(cycles_at(f, 0, 0, begin + j) + (f.extra ? f.extra[j] : 0)));
  }
};

PARTIALS_END
