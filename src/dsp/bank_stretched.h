// SPDX-License-Identifier: MIT
// Fast stretched partials: each has its own phase, kept as a 32-bit fraction of a turn with first and second differences, so
// that a glide is two integer additions, and goes through a sine polynomial. Differences are rounded to 2^-31 turns and start
// anew from double every chunk: phase error below 2e-6.
// A column here is N neighbours of [partials][lanes]: at width 1 sixteen partials, whose sum is taken at the end of a block.
#pragma once
#include "dsp/bank_frame.h"

PARTIALS_BEGIN

template <class V>
struct StretchedKernel {
  static constexpr int kW = kWidth<V>;
  static constexpr int N = kW == 1 || kW > kNativeWidth ? kNativeWidth : kW;
  static constexpr int kParts = kW == 1 ? 1 : kW / N;
  static constexpr int kBlock = N;  // samples at a time, so that sums stay in registers
  using Col = Column<N>;
  using T = Turns<N>;

  static int columns(const BankFrame<V>& f) { return (f.partials * kW + N - 1) / N; }

  // [3][columns][N]: phase at `first` less a quarter turn, and first and second difference per sample. Phases stay odd.
  static void fill_turns(const BankFrame<V>& f, int first) {
    const int n = columns(f) * N;
    uint32_t *phase = f.turns, *step = phase + n, *bend = step + n;
    for (int j = 0; j < f.partials * kW; ++j) {
      phase[j] = (turns_from_cycles(f.phase[j] + (f.step[j] + f.bend[j] * first) * first) - kQuarterTurn) | 1u;
      step[j] = turns_from_cycles(f.step[j] + f.bend[j] * (2 * first + 1)) & ~1u;
      bend[j] = turns_from_cycles(f.bend[j] * 2) & ~1u;
    }
  }

  static void render(const BankFrame<V>& f, int first, int count, V* out) {
    fill_turns(f, first);
    for (int part = 0; part < kParts; ++part)
      for (int i = 0; i < count; i += kBlock) render_block(f, first + i, part, reinterpret_cast<float*>(out + i));
  }
  static PARTIALS_INLINE void render_block(const BankFrame<V>& f, int first, int part, float* out) {
    Col y[kBlock];
    for (int i = 0; i < kBlock; ++i) y[i] = Col{};
    const int n = columns(f);
    const auto *amplitude = reinterpret_cast<const float*>(f.amplitude), *slopes = reinterpret_cast<const float*>(f.slope);
    for (int c = part; c < n; c += kParts) {
      uint32_t* turns = f.turns + c * N;
      T phase = load<T>(turns), step = load<T>(turns + n * N);
      const T bend = load<T>(turns + 2 * n * N);
      const Col slope = load<Col>(slopes + c * N);
      Col level = load<Col>(amplitude + c * N) + static_cast<float>(first) * slope;
      for (int i = 0; i < kBlock; ++i, phase += step, step += bend, level += slope) y[i] += level * cos_of_odd_turns<N>(phase);
      store(turns, phase);  // where the next block goes on
      store(turns + n * N, step);
    }
    if constexpr (kW == 1) store(out, sum_each<N>(y));
    else
      for (int i = 0; i < kBlock; ++i) store(out + i * kW + part * N, y[i]);
  }

  static void reverse(const BankFrame<V>& f, int first, int count, const V* d_out, const BankGradient<V>& d) {
    fill_turns(f, first);
    const int n = columns(f);
    const auto *amplitude = reinterpret_cast<const float*>(f.amplitude), *slopes = reinterpret_cast<const float*>(f.slope);
    for (int c = 0; c < n; ++c) {
      const uint32_t* turns = f.turns + c * N;
      T phase = load<T>(turns), step = load<T>(turns + n * N);
      const T bend = load<T>(turns + 2 * n * N);
      const Col a = load<Col>(amplitude + c * N) * static_cast<float>(kTwoPi), b = load<Col>(slopes + c * N) * static_cast<float>(kTwoPi);
      Col sum_a{}, sum_b{}, e0{}, e1{}, e2{};
      float t = static_cast<float>(first);
      for (int i = 0; i < count; ++i, phase += step, step += bend, t += 1) {
        Col dy;
        if constexpr (kW == 1) dy = d_out[i] - Col{};
        else dy = load<Col>(reinterpret_cast<const float*>(d_out + i) + c % kParts * N);
        const Col g = dy * cos_of_odd_turns<N>(phase), e = dy * (a + b * t) * cos_of_odd_turns<N>(phase + kQuarterTurn);
        sum_a += g;
        sum_b += g * t;
        e0 += e;
        e1 += e * t;
        e2 += e * t * t;
      }
      const auto add = [&](float* to, const Col& x) { store(to + c * N, load<Col>(to + c * N) + x); };
      add(d.amplitude, sum_a);
      add(d.slope, sum_b);
      add(d.phase, e0);
      add(d.step, e1);
      add(d.bend, e2);
    }
  }
};

PARTIALS_END
