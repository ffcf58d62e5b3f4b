// SPDX-License-Identifier: MIT
// One frame of the harmonic bank, from the values before it to its own: amplitudes after the fade below
// the band's end, and the oscillators' phases as quadratics in time. See harmonic_bank.h for the
// formula.
#pragma once
#include "dsp/bank_memory.h"

PARTIALS_BEGIN

template <class V>
struct BankRamp {
  static constexpr double kFade = 0.05;  // of the band's end

  const Setup& s;
  BankSize n;
  int length;
  const V* target;  // [partials]
  V f0_before, f0, stretch_before, stretch, limit_hz, per_fade;

  BankRamp(const Setup& setup, const BankSize& size, const Io<Scalar<V>>& io, int index, int64_t frame)
      : s(setup),
        n(size),
        length(s.clock.length(frame)),
        target(lanes_of<V>(io.in[1]) + static_cast<size_t>(index) * n.partials),
        f0(lanes_of<V>(io.in[0])[index]),
        stretch(n.stretched ? lanes_of<V>(io.in[2])[index] : V(0.f)) {
    const double end = s.band_hz < 0.5 * s.clock.rate_hz ? s.band_hz : 0.5 * s.clock.rate_hz;
    limit_hz = V(static_cast<Scalar<V>>(end));
    per_fade = V(static_cast<Scalar<V>>(1 / (kFade * end)));
  }
  BankRamp(const Setup& setup, const BankSize& size, const Io<Scalar<V>>& io, int index, int64_t frame,
           const BankState<V>& state, bool starts)
      : BankRamp(setup, size, io, index, frame) {
    if (starts && !*state.begun) {
      *state.f0 = f0;
      *state.stretch = stretch;
      *state.begun = 1;
    }
    f0_before = *state.f0;
    stretch_before = *state.stretch;
  }

  static PARTIALS_INLINE Scalar<V> number(int k) { return static_cast<Scalar<V>>(k + 1); }
  // sqrt(1 + B k^2), times k: the partial's frequency in units of f0.
  PARTIALS_INLINE V ratio(const V& b, int k) const {
    const V kk = V(number(k));
    return n.stretched ? kk * sqrt_of(V(1.f) + b * kk * kk) : kk;
  }
  PARTIALS_INLINE V fade(const V& hz) const {
    return max_of(min_of((limit_hz - hz) * per_fade, V(1.f)), V(0.f));
  }
  PARTIALS_INLINE V effective(int k) const { return target[k] * fade(f0 * ratio(stretch, k)); }

  // Steps and bends of the oscillators over this frame, in double.
  void fill_steps(double* step, double* bend) const {
    constexpr int W = kWidth<V>;
    const double per_rate = 1.0 / static_cast<double>(s.clock.rate_hz), half = 0.5 / length;
    double from[W], to[W], b_from[W], b_to[W];
    bool same = true;
    for (int l = 0; l < W; ++l) {
      from[l] = lane(f0_before, l) * per_rate;
      to[l] = lane(f0, l) * per_rate;
      b_from[l] = lane(stretch_before, l);
      b_to[l] = lane(stretch, l);
      same = same && b_from[l] == b_to[l];
    }
    for (int k = 0; k < n.oscillators; ++k)
      for (int l = 0; l < W; ++l) {
        const double r_to = n.stretched ? (k + 1) * __builtin_sqrt(1 + b_to[l] * (k + 1) * (k + 1)) : 1;
        step[k * W + l] = from[l] * r_to;
        bend[k * W + l] = (to[l] * r_to - step[k * W + l]) * half;
      }
    if (same || !n.stretched) return;
    for (int k = 0; k < n.oscillators; ++k)
      for (int l = 0; l < W; ++l) {
        const double end = step[k * W + l] + bend[k * W + l] * (2 * length);
        step[k * W + l] = from[l] * (k + 1) * __builtin_sqrt(1 + b_from[l] * (k + 1) * (k + 1));
        bend[k * W + l] = (end - step[k * W + l]) * half;
      }
  }

  // The factor on a deviation of f0 for each oscillator: the frame's own ratio throughout, padded with
  // zeros.
  void fill_ratio(double* ratio) const {
    if (!n.stretched) return;
    constexpr int W = kWidth<V>;
    for (int k = 0; k < n.oscillators; ++k)
      for (int l = 0; l < W; ++l)
        ratio[k * W + l] =
            (k + 1) * __builtin_sqrt(1 + static_cast<double>(lane(stretch, l)) * (k + 1) * (k + 1));
    for (int j = n.oscillators * W; j < n.oscillators * W + kPad; ++j) ratio[j] = 0;
  }

  BankFrame<V> frame(const BankScratch<V>& scratch, const V* before, const double* phase,
                     bool reverse) const {
    const V per_length = V(static_cast<Scalar<V>>(1.0 / length));
    for (int k = 0; k < n.partials; ++k) {
      scratch.amplitude[k] = before[k];
      scratch.slope[k] = (effective(k) - before[k]) * per_length;
    }
    for (int k = n.partials; k < n.partials + kPad; ++k) scratch.amplitude[k] = scratch.slope[k] = V(0.f);
    fill_steps(scratch.step, scratch.bend);
    if (n.deviated) fill_ratio(scratch.ratio);
    int sounding = n.partials;
    while (sounding > 1 && silent(before[sounding - 1]) && silent(scratch.slope[sounding - 1]) &&
           (!reverse || (silent(fade(f0 * ratio(stretch, sounding - 1))) &&
                         silent(fade(f0_before * ratio(stretch_before, sounding - 1))))))
      --sounding;
    return {sounding,     scratch.amplitude, scratch.slope, phase,        scratch.step,
            scratch.bend, scratch.turns,     nullptr,       scratch.ratio};
  }
  static bool silent(const V& x) { return sum(abs_of(x)) == 0; }

  void finish(const BankState<V>& state, const BankScratch<V>& scratch, bool prepared) const {
    if (!prepared) fill_steps(scratch.step, scratch.bend);
    if (n.deviated) add_extra(state, scratch, prepared);
    for (int j = 0; j < n.oscillators * kWidth<V>; ++j)
      state.phase[j] = wrapped_cycles(state.phase[j] + (scratch.step[j] + scratch.bend[j] * length) * length);
    for (int k = 0; k < n.partials; ++k) state.amplitude[k] = effective(k);
    *state.f0 = f0;
    *state.stretch = stretch;
  }

  // Adds the deviation's cycles within the frame to the oscillators' phases.
  void add_extra(const BankState<V>& state, const BankScratch<V>& scratch, bool prepared) const {
    if (n.stretched && !prepared) fill_ratio(scratch.ratio);
    for (int k = 0; k < n.oscillators; ++k)
      for (int l = 0; l < kWidth<V>; ++l)
        state.phase[k * kWidth<V> + l] +=
            (n.stretched ? scratch.ratio[k * kWidth<V> + l] : 1) * state.extra[l];
    for (int l = 0; l < kWidth<V>; ++l) state.extra[l] = 0;
  }

  // --- backward
  // What forward found in the state when this frame began; amplitudes before are recomputed from the frame
  // before.
  void recall(const Io<Scalar<V>>& io, int index, const BankTape<V>& tape, const BankScratch<V>& scratch) {
    if (index) {
      const V* f0s = lanes_of<V>(io.in[0]);
      f0_before = f0s[index - 1];
      stretch_before = n.stretched ? lanes_of<V>(io.in[2])[index - 1] : V(0.f);
      for (int k = 0; k < n.partials; ++k)
        scratch.before[k] = target[k - n.partials] * fade(f0_before * ratio(stretch_before, k));
      return;
    }
    f0_before = *tape.begun ? *tape.f0 : f0;
    stretch_before = *tape.begun ? *tape.stretch : stretch;
    for (int k = 0; k < n.partials; ++k) scratch.before[k] = tape.amplitude[k];
  }

  // From the sums over samples to the gradients of inputs and of the state at the frame's start. `d` holds
  // the gradient of the state after the call's part of this frame: the frame's end, if it came, or else still
  // its start. `extra`: [lanes] what the deviation had added there.
  void fold(const Io<Scalar<V>>& io, int index, const BankGradient<V>& sums, const BankStateGradient<V>& d,
            bool ended, const double* extra) const {
    const V none = V(0.f), per_length = V(static_cast<Scalar<V>>(1.0 / length));
    V d_f0 = ended ? *d.f0 : none, d_stretch = ended ? *d.stretch : none;
    V d_f0_before = ended ? none : *d.f0, d_stretch_before = ended ? none : *d.stretch;
    V* d_target = io.d_in[1] ? lanes_of<V>(io.d_in[1]) + static_cast<size_t>(index) * n.partials : nullptr;
    for (int k = 0; k < n.partials; ++k) {
      const V slope = total(sums.slope, k) * per_length;
      const V end = slope + (ended ? d.amplitude[k] : none);
      d.amplitude[k] = total(sums.amplitude, k) - slope + (ended ? none : d.amplitude[k]);
      const V r = ratio(stretch, k), m = fade(f0 * r);
      if (d_target) d_target[k] += end * m;
      const V inside = select(m > none, select(m < V(1.f), end * target[k] * (-per_fade), none), none);
      d_f0 += inside * r;
      if (n.stretched) d_stretch += inside * f0 * ratio_slope(r, k);
    }
    const V per_rate = V(static_cast<Scalar<V>>(1.0 / static_cast<double>(s.clock.rate_hz))),
            len = V(static_cast<Scalar<V>>(length));
    for (int o = 0; o < n.oscillators; ++o) {
      const V end_phase = ended ? d.phase[o] : none;
      const V d_step = total(sums.step, o) + end_phase * len,
              d_bend = total(sums.bend, o) + end_phase * len * len;
      d.phase[o] += total(sums.phase, o);
      const V d_to = d_bend * per_length * V(0.5f) * per_rate, d_from = d_step * per_rate - d_to;
      const V r = n.stretched ? ratio(stretch, o) : V(1.f),
              r_before = n.stretched ? ratio(stretch_before, o) : V(1.f);
      d_f0 += d_to * r;
      d_f0_before += d_from * r_before;
      if (!n.stretched) continue;
      if (n.deviated) d_stretch += (total(sums.ratio, o) + end_phase * lanes_from(extra)) * ratio_slope(r, o);
      d_stretch += d_to * f0 * ratio_slope(r, o);
      d_stretch_before += d_from * f0_before * ratio_slope(r_before, o);
    }
    *d.f0 = d_f0_before;
    *d.stretch = d_stretch_before;
    if (io.d_in[0]) lanes_of<V>(io.d_in[0])[index] += d_f0;
    if (n.stretched && io.d_in[2]) lanes_of<V>(io.d_in[2])[index] += d_stretch;
  }

  // The gradient of what the deviation adds from one sample on, where `d` is that of the state after it.
  V d_extra(const BankStateGradient<V>& d) const {
    V sum = V(0.f);
    for (int o = 0; o < n.oscillators; ++o) sum += n.stretched ? d.phase[o] * ratio(stretch, o) : d.phase[o];
    return sum;
  }

 private:
  static PARTIALS_INLINE V lanes_from(const double* x) {
    V v = V(0.f);
    for (int l = 0; l < kWidth<V>; ++l) set_lane(v, l, static_cast<Scalar<V>>(x[l]));
    return v;
  }
  // d ratio / d B = k^3 / (2 sqrt(1 + B k^2)) = k^4 / (2 ratio)
  static PARTIALS_INLINE V ratio_slope(const V& r, int k) {
    const Scalar<V> kk = number(k) * number(k);
    return V(kk * kk / 2) / r;
  }
  PARTIALS_INLINE V total(const Scalar<V>* sums, int row) const {
    if constexpr (kWidth<V> != 1)
      return lanes_of<V>(sums)[row];
    else if constexpr (kSpread<V> == 1)
      return sums[row];
    else if (n.stretched)
      return sums[row];
    else
      return sum_column<kSpread<V>>(load<Column<kSpread<V>>>(sums + static_cast<size_t>(row) * kSpread<V>));
  }
};

PARTIALS_END
