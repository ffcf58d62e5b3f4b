// SPDX-License-Identifier: MIT
// One round trip of a plucked string, from f0, decay and brightness, and its adjoint: the read between
// samples by a cubic (Lagrange, third order, the point between the two inner taps), the loop filter and the
// gain. See pluck.h.
#pragma once
#include "base/lanes.h"
#include "base/math.h"

PARTIALS_BEGIN

template <class V>
struct PluckLoop {
  using S = Scalar<V>;
  static constexpr int W = kWidth<V>;
  V controls[3] = {};      // f0_hz, decay_s, brightness
  V gain = {}, side = {};  // g and s/2
  int whole[W] = {};       // whole samples of the delay; tap j is whole + j - 1 samples old
  S part[W] = {};          // the fraction, 0..1
  S d_delay[W] = {};       // gradients gathered over samples
  V d_gain = {}, d_side = {};
  double rate_hz = 0;

  PluckLoop() = default;
  PluckLoop(const V* c, double rate) : rate_hz(rate) {
    for (int j = 0; j < 3; ++j) controls[j] = c[j];
    gain = exp_of(V(static_cast<S>(-6.907755278982137)) / (c[0] * c[1]));
    side = (V(1.f) - c[2]) * V(0.25f);
    for (int l = 0; l < W; ++l) {
      const double longest = rate / 20, round = rate / static_cast<double>(lane(c[0], l));
      const double delay = (round < 4 ? 4 : round > longest ? longest : round) - 1;
      whole[l] = static_cast<int>(delay);
      part[l] = static_cast<S>(delay - whole[l]);
    }
  }

  // Weights of the taps -1, 0, 1, 2 at x between 0 and 1, or their slopes.
  static PARTIALS_INLINE void weights(S x, S* w) {
    const S a = x + 1, b = x - 1, c = x - 2;
    w[0] = -x * b * c / 6;
    w[1] = a * b * c / 2;
    w[2] = -a * x * c / 2;
    w[3] = a * x * b / 6;
  }
  static PARTIALS_INLINE void slopes(S x, S* w) {
    w[0] = -(3 * x * x - 6 * x + 2) / 6;
    w[1] = (3 * x * x - 4 * x - 1) / 2;
    w[2] = -(3 * x * x - 2 * x - 2) / 2;
    w[3] = (3 * x * x - 1) / 6;
  }
  PARTIALS_INLINE S read(int l, const S* tap) const {
    S w[4];
    weights(part[l], w);
    return (w[0] * tap[0] + w[1] * tap[1]) + (w[2] * tap[2] + w[3] * tap[3]);
  }
  PARTIALS_INLINE void d_read(int l, const S* tap, S d_r, S* d_tap) {
    S w[4];
    weights(part[l], w);
    for (int j = 0; j < 4; ++j) d_tap[j] = w[j] * d_r;
    slopes(part[l], w);
    d_delay[l] += d_r * ((w[0] * tap[0] + w[1] * tap[1]) + (w[2] * tap[2] + w[3] * tap[3]));
  }

  PARTIALS_INLINE V filter(const V& r0, const V& r1, const V& r2) const {
    return side * (r0 + r2) + (V(1.f) - side - side) * r1;
  }
  PARTIALS_INLINE void d_filter(const V& d_y, const V& r0, const V& r1, const V& r2, V& d_r0, V& d_r1,
                                V& d_r2) {
    const V g = d_y * gain;
    d_gain += d_y * filter(r0, r1, r2);
    d_side += g * (r0 + r2 - r1 - r1);
    d_r0 += g * side;
    d_r1 += g * (V(1.f) - side - side);
    d_r2 += g * side;
  }

  void d_controls(V* d) const {
    const V per = d_gain * gain * V(static_cast<S>(6.907755278982137)) / (controls[0] * controls[1]);
    d[1] = per / controls[1];
    d[2] = d_side * V(-0.25f);
    for (int l = 0; l < W; ++l) {
      const double f0 = static_cast<double>(lane(controls[0], l)), round = rate_hz / f0;
      const double by_delay = round > 4 && round < rate_hz / 20 ? -round / f0 : 0;
      set_lane(d[0], l, static_cast<S>(static_cast<double>(d_delay[l]) * by_delay));
    }
    d[0] += per / controls[0];
  }
};

PARTIALS_END
