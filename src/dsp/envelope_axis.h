// SPDX-License-Identifier: MIT
// The position of a frequency among the knots of an envelope: knots are equally spaced on log(corner + f)
// from min_hz to the band's end, which with the corner at 228.8 Hz is the ERB-rate scale (Glasberg and Moore
// 1990), with 700 Hz mel, and with 0 octaves. Between knots the envelope is linear, beyond them constant.
#pragma once
#include "base/kernel.h"
#include "base/math.h"

PARTIALS_BEGIN

struct EnvelopeAxis {
  double corner_hz, min_hz, scale;
  int knots;

  EnvelopeAxis(const Setup& s, int n)
      : corner_hz(s.settings.get("corner_hz")),
        min_hz(s.settings.get("min_hz")),
        scale((n - 1) / std::log((s.band_hz + corner_hz) / (min_hz + corner_hz))),
        knots(n) {}

  // Knot below, in lanes, and the weight of the knot above; slope is d weight / d hz, zero beyond the ends.
  template <class V>
  PARTIALS_INLINE void locate(const V& hz, V& below, V& weight, V& slope) const {
    using S = Scalar<V>;
    const V raised = hz + V(static_cast<S>(corner_hz));
    const V at = log_of(raised * V(static_cast<S>(1 / (min_hz + corner_hz)))) * V(static_cast<S>(scale));
    const V last = V(static_cast<S>(knots - 1)), none = V(0.f);
    const V within = min_of(max_of(at, none), last);
    slope = select(at > none, select(at < last, V(static_cast<S>(scale)) / raised, none), none);
    below = min_of(max_of(round_small(within - V(0.5f)), none), last - V(1.f));
    weight = within - below;
  }

  template <class V>
  static PARTIALS_INLINE V pick(const V* knots, const V& index) {
    V x;
    for (int l = 0; l < kWidth<V>; ++l) set_lane(x, l, lane(knots[static_cast<int>(lane(index, l))], l));
    return x;
  }
  template <class V>
  static PARTIALS_INLINE void add(V* knots, const V& index, const V& x) {
    for (int l = 0; l < kWidth<V>; ++l) {
      V& knot = knots[static_cast<int>(lane(index, l))];
      set_lane(knot, l, lane(knot, l) + lane(x, l));
    }
  }
};

PARTIALS_END
