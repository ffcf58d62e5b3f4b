// SPDX-License-Identifier: MIT
// concat: the channels of in0 .. in7 side by side. slice: `count` channels from `first` on. Frames.
#pragma once
#include "base/kernel.h"

PARTIALS_BEGIN

struct Concat {
  static constexpr int kMax = 8;
  static constexpr const char* kIds[kMax] = {"in0", "in1", "in2", "in3", "in4", "in5", "in6", "in7"};
  static constexpr Info kInfo{"concat", 1, "channels side by side", nullptr, 0};

  static void describe(const Setup& s, Spec& spec) {
    int total = 0;
    for (int i = 0; i < kMax; ++i) {
      spec.add_in({kIds[i], Rate::frame, 0, i > 0, true});
      if (s.in_channels[i] && s.in_rate[i] != s.in_rate[0])
        spec.error =
            "its inputs must be all frames or all samples; put a 'ramp' node before those that are frames.";
      total += s.in_channels[i];
    }
    spec.add_out({"out", s.in_rate[0], total});
  }
  template <class V, class F>
  static void each(const Setup& s, const Call& call, F&& f) {
    int total = 0, at = 0;
    for (int i = 0; i < kMax; ++i) total += s.in_channels[i];
    for (int i = 0; i < kMax; at += s.in_channels[i++])
      for (int t = 0; t < times(s, call); ++t)
        f(i, static_cast<size_t>(t) * s.in_channels[i], static_cast<size_t>(t) * total + at,
          s.in_channels[i]);
  }
  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    each<V>(s, call, [&](int i, size_t from, size_t to, int n) {
      for (int c = 0; c < n; ++c) lanes_of<V>(io.out[0])[to + c] = lanes_of<V>(io.in[i])[from + c];
    });
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    each<V>(s, call, [&](int i, size_t from, size_t to, int n) {
      if (io.d_in[i])
        for (int c = 0; c < n; ++c) lanes_of<V>(io.d_in[i])[from + c] += lanes_of<V>(io.d_out[0])[to + c];
    });
  }
};

struct Slice {
  static constexpr Control kSettings[] = {{"first", Unit::count, 0, 65535, Taper::linear, 0},
                                          {"count", Unit::count, 1, 65536, Taper::linear, 1}};
  static constexpr Info kInfo{"slice", 1, "some of the channels", kSettings, 2};

  static void describe(const Setup& s, Spec& spec) {
    const int first = s.settings.count("first"), count = s.settings.count("count");
    spec.add_in({"in", Rate::frame, 0, false, true});
    spec.add_out({"out", s.in_rate[0], count});
    if (s.in_channels[0] && first + count > s.in_channels[0])
      spec.error = "first + count must not exceed the channels that arrive.";
  }
  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[0], first = s.settings.count("first"), count = s.settings.count("count");
    for (int t = 0; t < times(s, call); ++t)
      for (int c = 0; c < count; ++c)
        lanes_of<V>(io.out[0])[static_cast<size_t>(t) * count + c] =
            lanes_of<V>(io.in[0])[static_cast<size_t>(t) * n + first + c];
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    if (!io.d_in[0]) return;
    const int n = s.in_channels[0], first = s.settings.count("first"), count = s.settings.count("count");
    for (int t = 0; t < times(s, call); ++t)
      for (int c = 0; c < count; ++c)
        lanes_of<V>(io.d_in[0])[static_cast<size_t>(t) * n + first + c] +=
            lanes_of<V>(io.d_out[0])[static_cast<size_t>(t) * count + c];
  }
};

PARTIALS_END
