// SPDX-License-Identifier: MIT
// The controls of a per-sample processor P (its constexpr table P::kControls), as numbers at a sample and
// back to gradients. Each control is an optional input port in physical units (frames are held, samples
// followed), or else trainable weights: positions 0..1 on its taper. A control whose count is n is a vector:
// one port of n channels, one weight of n rows, n of the numbers that a processor sees. Ports follow kFirst
// audio inputs.
#pragma once
#include "base/kernel.h"
#include "base/math.h"

PARTIALS_BEGIN

template <class P, int kFirst>
struct ControlWires {
  static constexpr int kTables = static_cast<int>(sizeof(P::kControls) / sizeof(P::kControls[0]));
  static constexpr int count_all() {
    int n = 0;
    for (const Control& c : P::kControls) n += c.count;
    return n;
  }
  static constexpr int kCount = count_all();  // numbers, over all controls

  // The source of each number.
  struct Place {
    int table = 0, element = 0;
  };
  struct Places {
    Place of[kCount > 0 ? kCount : 1];
  };
  static constexpr Places places() {
    Places p{};
    int n = 0;
    for (int table = 0; table < kTables; ++table)
      for (int element = 0; element < P::kControls[table].count; ++element) p.of[n++] = {table, element};
    return p;
  }
  static constexpr Places kPlaces = places();

  static void describe(Spec& spec) {
    for (const Control& c : P::kControls) {
      spec.add_in({c.id, Rate::frame, c.count, true, true, c.min, c.max});
      spec.add_weight({c.id, c.count, 1, Init::constant, unit_from_control(c), 0, 1});
    }
  }

  // --- a position u in 0..1 and the physical value, both ways
  static double unit_from_control(const Control& c) {
    return c.taper == Taper::linear ? (c.initial - c.min) / (c.max - c.min)
                                    : std::log(c.initial / c.min) / std::log(c.max / c.min);
  }
  static double control_from_unit(const Control& c, double u, double& slope) {
    u = u < 0 ? 0 : u > 1 ? 1 : u;
    slope = c.taper == Taper::linear ? c.max - c.min : 0;
    if (c.taper == Taper::linear) return c.min + u * slope;
    const double k = std::log(c.max / c.min), x = c.min * std::exp(k * u);
    slope = k * x;
    return x;
  }

  // Physical values at one sample; `index` is the frame within the call (-1: the one before, which the plan
  // repeats at index 0 when a call continues a frame).
  template <class V>
  static void read(const Setup& s, const Io<Scalar<V>>& io, int index, int sample, V* out) {
    for (int c = 0; c < kCount; ++c) {
      const auto [table, element] = kPlaces.of[c];
      const Control& control = P::kControls[table];
      const int port = kFirst + table;
      if (!s.in_channels[port]) {
        double slope;
        out[c] = V(static_cast<Scalar<V>>(control_from_unit(control, io.weights[c], slope)));
        continue;
      }
      const V* p = lanes_of<V>(io.in[port]) + row(s, port, index, sample) * control.count + element;
      const Scalar<V> lo = static_cast<Scalar<V>>(control.min), hi = static_cast<Scalar<V>>(control.max);
      out[c] = min_of(max_of(*p, V(lo)), V(hi));
    }
  }
  static int row(const Setup& s, int port, int index, int sample) {
    return s.in_rate[port] == Rate::sample ? sample : index < 0 ? 0 : index;
  }
  static bool per_sample(const Setup& s) {
    for (int c = 0; c < kTables; ++c)
      if (s.in_channels[kFirst + c] && s.in_rate[kFirst + c] == Rate::sample) return true;
    return false;
  }

  // Adds the gradient g of control c, whose value was `value`, to its port or weight.
  template <class V>
  static void fold(const Setup& s, const Io<Scalar<V>>& io, int c, int index, int sample, const V& value,
                   const V& g) {
    const auto [table, element] = kPlaces.of[c];
    const int port = kFirst + table;
    const Control& control = P::kControls[table];
    if (!s.in_channels[port]) {
      double slope;
      control_from_unit(control, io.weights[c], slope);
      if (io.d_weights) io.d_weights[c] += static_cast<Scalar<V>>(sum(g) * slope);
    } else if (io.d_in[port]) {
      const V lo = V(static_cast<Scalar<V>>(control.min)), hi = V(static_cast<Scalar<V>>(control.max));
      const V inside = select(value > lo, select(value < hi, g, V(0.f)), V(0.f));
      lanes_of<V>(io.d_in[port])[row(s, port, index, sample) * control.count + element] += inside;
    }
  }

  // The samples [from, to) of a call around sample i for which the same values hold: its frame, or itself
  // alone.
  struct Span {
    int index = 0, from = 0, to = 0;
    bool holds(int i) const { return i >= from && i < to; }
  };
  static Span span_at(const Setup& s, const Call& call, int i) {
    const int64_t origin = s.clock.start(call.frame) + call.offset, frame = s.clock.frame_at(origin + i);
    Span span{static_cast<int>(frame - call.frame) - (call.offset ? 1 : 0),
              static_cast<int>(s.clock.start(frame) - origin),
              static_cast<int>(s.clock.start(frame + 1) - origin)};
    if (per_sample(s)) {
      span.from = i;
      span.to = i + 1;
    }
    return span;
  }
};

PARTIALS_END
