// SPDX-License-Identifier: MIT
// add: the sum of in0 .. in3; multiply: a b. Channel by channel, frames; a wire of one channel serves all
// channels of the others.
#pragma once
#include "base/kernel.h"

PARTIALS_BEGIN

// Reads wire i of several that are combined: [frames][channels or 1][lanes].
template <class V>
struct Combined {
  static int channels(const Setup& s, int wires) {
    int most = 0;
    for (int i = 0; i < wires; ++i) most = s.in_channels[i] > most ? s.in_channels[i] : most;
    return most;
  }
  static size_t at(const Setup& s, int i, int t, int c) {
    return s.in_channels[i] == 1 ? static_cast<size_t>(t) : static_cast<size_t>(t) * s.in_channels[i] + c;
  }
  static void describe(const Setup& s, Spec& spec, const char* const* ids, int wires, int needed) {
    const int most = channels(s, wires);
    for (int i = 0; i < wires; ++i) {
      spec.add_in({ids[i], Rate::frame, 0, i >= needed, true});
      if (s.in_channels[i] && s.in_rate[i] != s.in_rate[0])
        spec.error =
            "its inputs must be all frames or all samples; put a 'ramp' node before those that are frames.";
      if (s.in_channels[i] > 1 && s.in_channels[i] != most)
        spec.error = "its inputs must have one channel each, or all the same number of channels.";
    }
    spec.add_out({"out", s.in_rate[0], most});
  }
};

struct Add {
  static constexpr int kMax = 4;
  static constexpr const char* kIds[kMax] = {"in0", "in1", "in2", "in3"};
  static constexpr Info kInfo{"add", 1, "sum of wires", nullptr, 0};

  static void describe(const Setup& s, Spec& spec) { Combined<float>::describe(s, spec, kIds, kMax, 1); }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = Combined<V>::channels(s, kMax);
    for (int t = 0; t < times(s, call); ++t)
      for (int c = 0; c < n; ++c) {
        V y = V(0.f);
        for (int i = 0; i < kMax; ++i)
          if (s.in_channels[i]) y += lanes_of<V>(io.in[i])[Combined<V>::at(s, i, t, c)];
        lanes_of<V>(io.out[0])[static_cast<size_t>(t) * n + c] = y;
      }
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = Combined<V>::channels(s, kMax);
    for (int i = 0; i < kMax; ++i)
      if (s.in_channels[i] && io.d_in[i])
        for (int t = 0; t < times(s, call); ++t)
          for (int c = 0; c < n; ++c)
            lanes_of<V>(io.d_in[i])[Combined<V>::at(s, i, t, c)] +=
                lanes_of<V>(io.d_out[0])[static_cast<size_t>(t) * n + c];
  }
};

struct Multiply {
  static constexpr const char* kIds[2] = {"a", "b"};
  static constexpr Info kInfo{"multiply", 1, "product of two wires", nullptr, 0};

  static void describe(const Setup& s, Spec& spec) { Combined<float>::describe(s, spec, kIds, 2, 2); }

  template <class V, class F>
  static void each(const Setup& s, const Call& call, F&& f) {
    const int n = Combined<V>::channels(s, 2);
    for (int t = 0; t < times(s, call); ++t)
      for (int c = 0; c < n; ++c)
        f(static_cast<size_t>(t) * n + c, Combined<V>::at(s, 0, t, c), Combined<V>::at(s, 1, t, c));
  }
  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const V *a = lanes_of<V>(io.in[0]), *b = lanes_of<V>(io.in[1]);
    V* y = lanes_of<V>(io.out[0]);
    each<V>(s, call, [&](size_t o, size_t i, size_t j) { y[o] = a[i] * b[j]; });
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const V *a = lanes_of<V>(io.in[0]), *b = lanes_of<V>(io.in[1]), *g = lanes_of<V>(io.d_out[0]);
    V *d_a = lanes_of<V>(io.d_in[0]), *d_b = lanes_of<V>(io.d_in[1]);
    if (io.d_in[0]) each<V>(s, call, [&](size_t o, size_t i, size_t j) { d_a[i] += g[o] * b[j]; });
    if (io.d_in[1]) each<V>(s, call, [&](size_t o, size_t i, size_t j) { d_b[j] += g[o] * a[i]; });
  }
};

PARTIALS_END
