// SPDX-License-Identifier: MIT
// Fast stretched partials: each has its own phase, kept as a 32-bit fraction of a turn with first and second
// differences, so that a glide is two integer additions, and goes through a sine polynomial. Differences are
// rounded to 2^-31 turns and start anew from double every chunk: phase error below 2e-6. A deviation of f0 is
// added in turns, partial by partial and sample by sample: plain, and slower. A column here is N neighbours
// of [partials][lanes]: at width 1 sixteen partials, whose sum is taken at the end of a block.
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

  // [3][columns][N]: phase at `first` less a quarter turn, and first and second difference per sample. Phases
  // stay odd.
  static void fill_turns(const BankFrame<V>& f, int first) {
    const int n = columns(f) * N;
    uint32_t *phase = f.turns, *step = phase + n, *bend = step + n;
    for (int j = 0; j < f.partials * kW; ++j) {
      phase[j] =
          (turns_from_cycles(f.phase[j] + (f.step[j] + f.bend[j] * first) * first) - kQuarterTurn) | 1u;
      step[j] = turns_from_cycles(f.step[j] + f.bend[j] * (2 * first + 1)) & ~1u;
      bend[j] = turns_from_cycles(f.bend[j] * 2) & ~1u;
    }
  }

  // as so many steps of the differences would
  static void skip_samples(const BankFrame<V>& f, uint32_t count) {
    const int n = columns(f) * N;
    uint32_t *phase = f.turns, *step = phase + n, *bend = step + n;
    for (int j = 0; j < n; ++j) {
      phase[j] += count * step[j] + count * (count - 1) / 2 * bend[j];
      step[j] += count * bend[j];
    }
  }
  // Of one column at one sample; even, so that phases stay odd.
  static PARTIALS_INLINE T extra_turns(const BankFrame<V>& f, int column, int sample) {
    const double *ratio = f.ratio + column * N, *extra = f.extra + sample * kW + column % kParts * N;
    uint32_t turns[N];
    for (int q = 0; q < N; ++q) turns[q] = turns_from_cycles(ratio[q] * extra[kW == 1 ? 0 : q]) & ~1u;
    return load<T>(turns);
  }

  // Samples [from, to) of the chunk at `begin`, in whole blocks.
  static void render(const BankFrame<V>& f, int begin, int from, int to, V* out) {
    const int skip = from / kBlock * kBlock;
    fill_turns(f, begin);
    if (skip) skip_samples(f, static_cast<uint32_t>(skip));
    f.extra ? render_blocks<true>(f, begin, skip, to, out) : render_blocks<false>(f, begin, skip, to, out);
  }
  template <bool kExtra>
  static __attribute__((noinline)) void render_blocks(const BankFrame<V>& f, int begin, int skip, int to,
                                                      V* out) {
    for (int part = 0; part < kParts; ++part)
      for (int i = skip; i < to; i += kBlock)
        render_block<kExtra>(f, begin, i, part, reinterpret_cast<float*>(out + i));
  }
  template <bool kExtra>
  static PARTIALS_INLINE void render_block(const BankFrame<V>& f, int begin, int skip, int part, float* out) {
    const int first = begin + skip;
    Col y[kBlock];
    for (int i = 0; i < kBlock; ++i) y[i] = Col{};
    const int n = columns(f);
    const auto *amplitude = reinterpret_cast<const float*>(f.amplitude),
               *slopes = reinterpret_cast<const float*>(f.slope);
    for (int c = part; c < n; c += kParts) {
      uint32_t* turns = f.turns + c * N;
      T phase = load<T>(turns), step = load<T>(turns + n * N);
      const T bend = load<T>(turns + 2 * n * N);
      const Col slope = load<Col>(slopes + c * N);
      Col level = load<Col>(amplitude + c * N) + static_cast<float>(first) * slope;
      for (int i = 0; i < kBlock; ++i, phase += step, step += bend, level += slope) {
        const T now = kExtra ? phase + extra_turns(f, c, skip + i) : phase;
        y[i] += level * cos_of_odd_turns<N>(now);
      }
      store(turns, phase);  // where the next block continues
      store(turns + n * N, step);
    }
    if constexpr (kW == 1)
      store(out, sum_each<N>(y));
    else
      for (int i = 0; i < kBlock; ++i) store(out + i * kW + part * N, y[i]);
  }

  static void reverse(const BankFrame<V>& f, int first, int count, const V* d_out, const BankGradient<V>& d) {
    fill_turns(f, first);
    f.extra ? reverse_columns<true>(f, first, count, d_out, d)
            : reverse_columns<false>(f, first, count, d_out, d);
  }
  template <bool kExtra>
  static void reverse_columns(const BankFrame<V>& f, int first, int count, const V* d_out,
                              const BankGradient<V>& d) {
    const int n = columns(f);
    const auto *amplitude = reinterpret_cast<const float*>(f.amplitude),
               *slopes = reinterpret_cast<const float*>(f.slope);
    if (kExtra && d.each)
      for (int i = 0; i < count; ++i) d.each[i] = V(0.f);
    for (int c = 0; c < n; ++c) {
      const uint32_t* turns = f.turns + c * N;
      T phase = load<T>(turns), step = load<T>(turns + n * N);
      const T bend = load<T>(turns + 2 * n * N);
      const Col a = load<Col>(amplitude + c * N) * static_cast<float>(kTwoPi),
                b = load<Col>(slopes + c * N) * static_cast<float>(kTwoPi);
      Col sum_a{}, sum_b{}, e0{}, e1{}, e2{}, e_extra{}, ratio{};
      if constexpr (kExtra)
        for (int q = 0; q < N; ++q) ratio[q] = static_cast<float>(f.ratio[c * N + q]);
      float t = static_cast<float>(first);
      for (int i = 0; i < count; ++i, phase += step, step += bend, t += 1) {
        Col dy;
        if constexpr (kW == 1)
          dy = d_out[i] - Col{};
        else
          dy = load<Col>(reinterpret_cast<const float*>(d_out + i) + c % kParts * N);
        const T now = kExtra ? phase + extra_turns(f, c, i) : phase;
        const Col g = dy * cos_of_odd_turns<N>(now),
                  e = dy * (a + b * t) * cos_of_odd_turns<N>(now + kQuarterTurn);
        sum_a += g;
        sum_b += g * t;
        e0 += e;
        e1 += e * t;
        e2 += e * t * t;
        if constexpr (kExtra) {
          e_extra += e * extra_column(f, c, i);
          if (d.each) add_each(reinterpret_cast<float*>(d.each + i) + c % kParts * N, e * ratio);
        }
      }
      const auto add = [&](float* to, const Col& x) { store(to + c * N, load<Col>(to + c * N) + x); };
      add(d.amplitude, sum_a);
      add(d.slope, sum_b);
      add(d.phase, e0);
      add(d.step, e1);
      add(d.bend, e2);
      if constexpr (kExtra) add(d.ratio, e_extra);
    }
  }
  static PARTIALS_INLINE Col extra_column(const BankFrame<V>& f, int column, int sample) {
    const double* extra = f.extra + sample * kW + column % kParts * N;
    Col x{};
    for (int q = 0; q < N; ++q) x[q] = static_cast<float>(extra[kW == 1 ? 0 : q]);
    return x;
  }
  static PARTIALS_INLINE void add_each(float* to, const Col& x) {
    if constexpr (kW == 1)
      *to += sum_column<N>(x);
    else
      store(to, load<Col>(to) + x);
  }
};

PARTIALS_END
