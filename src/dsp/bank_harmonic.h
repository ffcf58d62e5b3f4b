// SPDX-License-Identifier: MIT
// Fast harmonic partials. All partials of a sample come from one phase t by Reinsch's recurrence over k,
//   s_k = sin(k t), delta_k = s_(k+1) - s_k:   delta_k = delta_(k-1) - m s_k,   s_(k+1) = s_k + delta_k,
//   m = 4 sin^2(t / 2)
// one fused product and one sum per partial. It is exact to a few 1e-6 where |t| stays below a quarter turn
// (half a turn is taken off otherwise, and odd partials change sign) and it starts anew from exact sines
// every kRun partials. Columns of samples (width 1) or of lanes run side by side to hide the recurrence's
// latency; glides cost nothing.
#pragma once
#include "dsp/bank_frame.h"

PARTIALS_BEGIN

template <class V>
struct HarmonicKernel {
  static constexpr int kW = kWidth<V>;
  static constexpr int N = kW == 1 ? kNativeWidth : kW < kNativeWidth ? kW : kNativeWidth;
  static constexpr int kParts = kW == 1 ? 1 : kW / N;
  static constexpr int kStride = kW == 1 ? N : kW;  // floats from one unit (column of time) to the next
  static constexpr int kUnits = kChunk<V> * kW / kStride;  // in a chunk
  static constexpr int kRun = 32;
  static constexpr int kSide = kNativeWidth == 16 ? 4 : 2;  // columns side by side going forward,
  // and in reverse, which needs more registers
  static constexpr int kSideReverse = kNativeWidth == 16 ? 2 : 1;
  using Col = Column<N>;

  static PARTIALS_INLINE Col operand(const V* x, int k, int part) {
    if constexpr (kW == 1)
      return x[k] - Col{};
    else
      return load<Col>(reinterpret_cast<const float*>(x + k) + part * N);
  }
  static PARTIALS_INLINE Col time(int first, int unit) {
    if constexpr (kW == 1)
      return counting_up<N>() + static_cast<float>(first + unit * N);
    else
      return static_cast<float>(first + unit) - Col{};
  }
  static int units_for(int count) { return kW == 1 ? (count + N - 1) / N : count; }
  static void fill_turns(const BankFrame<V>& f, int begin) {
    for (int j = 0; j < kChunk<V>; ++j)
      for (int l = 0; l < kW; ++l) f.turns[j * kW + l] = turns_from_cycles(cycles_at(f, 0, l, begin + j));
  }
  static void fill_turns(const BankFrame<V>& f, int begin, int skip, int rows) {
    if (!f.extra && rows == kChunk<V>) return fill_turns(f, begin + skip);
    for (int j = 0; j < rows; ++j)
      for (int l = 0; l < kW; ++l)
        f.turns[j * kW + l] = turns_from_cycles(cycles_at(f, 0, l, begin + skip + j) +
                                                (f.extra ? f.extra[(skip + j) * kW + l] : 0));
  }

  struct Angle {  // one column's phase, folded
    Turns<N> t;
    Col sign, half_sine, m;
    PARTIALS_INLINE explicit Angle(const uint32_t* turns) {
      t = load<Turns<N>>(turns);
      const auto far = reinterpret_cast<SignedTurns<N>>(t + kQuarterTurn) < 0;
      t = far ? t + kHalfTurn : t;
      sign = far ? Col{} - 1.f : Col{} + 1.f;
      half_sine = sin_turns<5, N>(half());
      m = 4.f * half_sine * half_sine;
    }
    PARTIALS_INLINE Turns<N> half() const {
      return reinterpret_cast<Turns<N>>(reinterpret_cast<SignedTurns<N>>(t) >> 1);
    }
    PARTIALS_INLINE void sine(uint32_t k, Col& s, Col& delta) const {
      s = sin_turns<5, N>(t * k);
      delta = 2.f * half_sine * sin_turns<5, N>(t * k - half() + kQuarterTurn);
    }
    PARTIALS_INLINE void cosine(uint32_t k, Col& c, Col& delta) const {
      c = sin_turns<5, N>(t * k + kQuarterTurn);
      delta = -2.f * half_sine * sin_turns<5, N>(t * k - half());
    }
  };

  // Samples [from, to) of the chunk at `begin`, in whole columns.
  static void render(const BankFrame<V>& f, int begin, int from, int to, V* out) {
    constexpr int kUnit = kW == 1 ? N : 1;  // samples
    const int skip = from / kUnit * kUnit, units = units_for(to - skip), first = begin + skip;
    fill_turns(f, begin, skip, (units + 1) / 2 * 2 * kUnit);
    float* y = reinterpret_cast<float*>(out + skip);
    for (int part = 0; part < kParts; ++part)
      for (int unit = 0; unit < units;) {
        if (units - unit <= kSide / 2) {
          render_side<kSide / 2>(f, first, unit, part, y);
          unit += kSide / 2;
        } else {
          render_side<kSide>(f, first, unit, part, y);
          unit += kSide;
        }
      }
  }
  template <int kSide>
  static PARTIALS_INLINE void render_side(const BankFrame<V>& f, int first, int unit, int part, float* out) {
    Col s[kSide], delta[kSide], m[kSide], odd[kSide], even[kSide], odd_slope[kSide], even_slope[kSide];
    const uint32_t* turns = f.turns + unit * kStride + part * N;
    for (int c = 0; c < kSide; ++c) odd[c] = even[c] = odd_slope[c] = even_slope[c] = Col{};
    for (int start = 0; start < f.partials; start += kRun) {
      for (int c = 0; c < kSide; ++c) {
        const Angle angle(turns + c * kStride);
        m[c] = angle.m;
        angle.sine(static_cast<uint32_t>(start) + 1, s[c], delta[c]);
      }
      const int end = start + kRun < f.partials ? start + kRun : f.partials;
      for (int k = start; k < end; k += 2) {
        const Col a0 = operand(f.amplitude, k, part), b0 = operand(f.slope, k, part);
        for (int c = 0; c < kSide; ++c) {
          odd[c] += a0 * s[c];
          odd_slope[c] += b0 * s[c];
          delta[c] -= m[c] * s[c];
          s[c] += delta[c];
        }
        const Col a1 = operand(f.amplitude, k + 1, part), b1 = operand(f.slope, k + 1, part);
        for (int c = 0; c < kSide; ++c) {
          even[c] += a1 * s[c];
          even_slope[c] += b1 * s[c];
          delta[c] -= m[c] * s[c];
          s[c] += delta[c];
        }
      }
    }
    for (int c = 0; c < kSide; ++c) {
      const Col sign = Angle(turns + c * kStride).sign;
      const Col y = even[c] + sign * odd[c] + time(first, unit + c) * (even_slope[c] + sign * odd_slope[c]);
      store(out + (unit + c) * kStride + part * N, y);
    }
  }

  static void reverse(const BankFrame<V>& f, int first, int count, const V* d_out, const BankGradient<V>& d) {
    fill_turns(f, first, 0, kChunk<V>);
    for (int part = 0; part < kParts; ++part)
      for (int unit = 0; unit < units_for(count); unit += kSideReverse)
        reverse_side(f, first, unit, part, reinterpret_cast<const float*>(d_out), d);
  }
  static PARTIALS_INLINE void reverse_side(const BankFrame<V>& f, int first, int unit, int part,
                                           const float* d_out, const BankGradient<V>& d) {
    constexpr int C = kSideReverse;
    Col s[C], delta[C], c_[C], delta_c[C], m[C], d_even[C], d_odd[C], t[C], e_odd[C], e_even[C];
    const uint32_t* turns = f.turns + unit * kStride + part * N;
    for (int c = 0; c < C; ++c) {
      d_even[c] = load<Col>(d_out + (unit + c) * kStride + part * N);
      d_odd[c] = d_even[c] * Angle(turns + c * kStride).sign;
      t[c] = time(first, unit + c);
      e_odd[c] = e_even[c] = Col{};
    }
    auto one = [&](int k, const Col* dy, Col* e) __attribute__((always_inline)) {
      float* to_a = d.amplitude + static_cast<size_t>(k) * kSpread<V> + part * N;
      float* to_b = d.slope + static_cast<size_t>(k) * kSpread<V> + part * N;
      const Col a = operand(f.amplitude, k, part), b = operand(f.slope, k, part);
      const float number = static_cast<float>(k + 1);
      Col sum_a = load<Col>(to_a), sum_b = load<Col>(to_b);
      for (int c = 0; c < C; ++c) {
        const Col g = dy[c] * s[c];
        sum_a += g;
        sum_b += g * t[c];
        e[c] += (a + b * t[c]) * (c_[c] * number);
        delta[c] -= m[c] * s[c];
        s[c] += delta[c];
        delta_c[c] -= m[c] * c_[c];
        c_[c] += delta_c[c];
      }
      store(to_a, sum_a);
      store(to_b, sum_b);
    };
    for (int start = 0; start < f.partials; start += kRun) {
      for (int c = 0; c < C; ++c) {
        const Angle angle(turns + c * kStride);
        m[c] = angle.m;
        angle.sine(static_cast<uint32_t>(start) + 1, s[c], delta[c]);
        angle.cosine(static_cast<uint32_t>(start) + 1, c_[c], delta_c[c]);
      }
      const int end = start + kRun < f.partials ? start + kRun : f.partials;
      for (int k = start; k < end; k += 2) {
        one(k, d_odd, e_odd);
        one(k + 1, d_even, e_even);
      }
    }
    const auto add = [&](float* to, const Col& x) { store(to + part * N, load<Col>(to + part * N) + x); };
    for (int c = 0; c < C; ++c) {
      const Col e = (e_even[c] * d_even[c] + e_odd[c] * d_odd[c]) * static_cast<float>(kTwoPi);
      add(d.phase, e);
      add(d.step, e * t[c]);
      add(d.bend, e * t[c] * t[c]);
      if (d.each) store(reinterpret_cast<float*>(d.each) + (unit + c) * kStride + part * N, e);
    }
  }
};

PARTIALS_END
