// SPDX-License-Identifier: MIT
// Limits of what movement drives: no channel leaves [low, high], and none moves faster than per_s,
//   y = y before + clamp(clamp(x, low, high) - y before, -per_s hop, per_s hop)
// The first frame is taken as it is, within the range. A channel that is not a number, or beyond 1e9, holds
// its value; as the first frame it is low. Weights, one a channel: low and high, in units of x, and per_s, in
// units of x per s. State: y.
#pragma once
#include "motion/step.h"
#include "motion/vectors.h"

PARTIALS_BEGIN

struct SpeedLimitFormula {
  static constexpr Info kInfo{"speed_limit", 1, "range and speed limits of every channel", nullptr, 0};
  static constexpr Port kInputs[] = {{"in", Rate::frame, 0}};
  static constexpr const char* kOutputs[] = {"out"};

  static Shape shape(const Setup& s) {
    Shape shape;
    shape.in[0] = shape.out[0] = shape.state = s.in_channels[0];
    shape.weights = 3 * s.in_channels[0];
    shape.free = true;
    return shape;
  }
  static void weights(const Setup& s, Spec& spec) {
    spec.add_weight({"low", s.in_channels[0], 1, Init::zero});
    spec.add_weight({"high", s.in_channels[0], 1, Init::one});
    spec.add_weight({"per_s", s.in_channels[0], 1, Init::constant, 30});
  }

  int n;
  double hop_s;
  explicit SpeedLimitFormula(const Setup& s) : n(s.in_channels[0]), hop_s(s.clock.hop_s()) {}

  template <class T>
  static T within(const T& x, const T& low, const T& high) {
    const T below = select(x < high, x, high);
    return select(below > low, below, low);
  }
  template <class T>
  void step(const Moment<T>& m) const {
    const T *low = m.weights, *high = low + n, *per_s = high + n, most = number<T>(1e9);
    for (int c = 0; c < n; ++c) {
      const T x = m.in[0][c], held = m.seen ? m.state[c] : low[c];
      const T wanted = within(select(x < most, select(x > -most, x, held), held), low[c], high[c]);
      const T farthest = per_s[c] * number<T>(hop_s);
      m.state[c] = m.seen ? m.state[c] + within(wanted - m.state[c], -farthest, farthest) : wanted;
      m.out[0][c] = m.state[c];
    }
  }
};
using SpeedLimit = Step<SpeedLimitFormula>;

PARTIALS_END
