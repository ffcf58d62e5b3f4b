// SPDX-License-Identifier: MIT
// Fast stretched partials: each has its own phase, kept as a 32-bit fraction of a turn with first and second differences, so
// that a glide is two integer additions, and goes through a sine polynomial. Differences are rounded to 2^-32 turns and start
// anew from double every chunk: phase error below 2e-6.
#pragma once
#include "dsp/bank_frame.h"
#include "dsp/bank_harmonic.h"

PARTIALS_BEGIN

template <class V>
struct StretchedKernel {
  using H = HarmonicKernel<V>;
  static constexpr int kW = H::kW, N = H::N, kParts = H::kParts, kStride = H::kStride, kUnits = H::kUnits;
  using Col = Column<N>;
  using T = Turns<N>;

  // [3][partials][lanes]: phase at `first`, and first and second difference per sample.
  static void fill_turns(const BankFrame<V>& f, int first) {
    const int n = f.partials * kW;
    uint32_t *phase = f.turns, *step = phase + n, *bend = step + n;
    for (int j = 0; j < n; ++j) {
      phase[j] = turns_from_cycles(f.phase[j] + (f.step[j] + f.bend[j] * first) * first);
      step[j] = turns_from_cycles(f.step[j] + f.bend[j] * (2 * first + 1));
      bend[j] = turns_from_cycles(f.bend[j] * 2);
    }
  }

  struct Walk {  // the phases of one partial, a column at a time
    T phase, step, bend;
    PARTIALS_INLINE Walk(const BankFrame<V>& f, int k, int part) {
      const uint32_t* p = f.turns + k * kW + part * N;
      const size_t n = static_cast<size_t>(f.partials) * kW;
      if constexpr (kW == 1) {
        T i;
        for (int j = 0; j < N; ++j) i[j] = static_cast<uint32_t>(j);
        const uint32_t s = p[n], b = p[2 * n];
        phase = p[0] + i * s + (i * (i - 1) >> 1) * b;
        step = i * (b * N) + (s * N + b * (N * (N - 1) / 2));
        bend = T{} + b * (N * N);
      } else {
        phase = load<T>(p);
        step = load<T>(p + n);
        bend = load<T>(p + 2 * n);
      }
    }
    PARTIALS_INLINE void advance() {
      phase += step;
      step += bend;
    }
  };

  static bool silent(const BankFrame<V>& f, int k) {
    if constexpr (kW == 1) return f.amplitude[k] == 0.f && f.slope[k] == 0.f;
    else return false;
  }

  static void render(const BankFrame<V>& f, int first, V* out) {
    fill_turns(f, first);
    for (int part = 0; part < kParts; ++part) {
      Col level[kUnits], slope[kUnits];
      for (int u = 0; u < kUnits; ++u) level[u] = slope[u] = Col{};
      for (int k = 0; k < f.partials; ++k) {
        if (silent(f, k)) continue;
        const Col a = H::operand(f.amplitude, k, part), b = H::operand(f.slope, k, part);
        Walk walk(f, k, part);
        for (int u = 0; u < kUnits; ++u, walk.advance()) {
          const Col s = sin_turns<5, N>(walk.phase);
          level[u] += a * s;
          slope[u] += b * s;
        }
      }
      for (int u = 0; u < kUnits; ++u)
        store(reinterpret_cast<float*>(out) + u * kStride + part * N, level[u] + H::time(first, u) * slope[u]);
    }
  }

  static void reverse(const BankFrame<V>& f, int first, const V* d_out, const BankGradient<V>& d) {
    fill_turns(f, first);
    for (int part = 0; part < kParts; ++part)
      for (int k = 0; k < f.partials; ++k) {
        const Col a = H::operand(f.amplitude, k, part), b = H::operand(f.slope, k, part);
        Walk walk(f, k, part);
        Col sum_a{}, sum_b{}, e0{}, e1{}, e2{};
        for (int u = 0; u < kUnits; ++u, walk.advance()) {
          const Col dy = load<Col>(reinterpret_cast<const float*>(d_out) + u * kStride + part * N), t = H::time(first, u);
          const Col g = dy * sin_turns<5, N>(walk.phase);
          sum_a += g;
          sum_b += g * t;
          const Col e = dy * (a + b * t) * sin_turns<5, N>(walk.phase + kQuarterTurn);
          e0 += e;
          e1 += e * t;
          e2 += e * t * t;
        }
        const auto add = [&](float* to, const Col& x) {
          to += static_cast<size_t>(k) * kSpread<V> + part * N;
          store(to, load<Col>(to) + x);
        };
        const float two_pi = static_cast<float>(kTwoPi);
        add(d.amplitude, sum_a);
        add(d.slope, sum_b);
        add(d.phase, e0 * two_pi);
        add(d.step, e1 * two_pi);
        add(d.bend, e2 * two_pi);
      }
  }
};

PARTIALS_END
