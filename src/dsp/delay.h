// SPDX-License-Identifier: MIT
// Delay by a whole number of samples, given in samples or in seconds (rounded; the two add up). Its length is
// declared as latency, so that parallel paths can be aligned. State: the delayed samples, a ring counted from
// the lane's origin.
#pragma once
#include "base/kernel.h"

PARTIALS_BEGIN

struct Delay {
  static constexpr Control kSettings[] = {{"samples", Unit::samples, 0, 400000, Taper::linear, 20},
                                          {"time_s", Unit::seconds, 0, 10, Taper::linear, 0}};
  static constexpr Info kInfo{"delay", 1, "delay by whole samples", kSettings, 2};

  static int length(const Setup& s) {
    return s.settings.count("samples") +
           static_cast<int>(s.settings.get("time_s") * static_cast<double>(s.clock.rate_hz) + 0.5);
  }
  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"in", Rate::sample, 0});
    spec.add_out({"out", Rate::sample, s.in_channels[0]});
    spec.latency_samples = length(s);
    spec.tail_s = length(s) / static_cast<double>(s.clock.rate_hz);
  }
  template <class V>
  static int state_values(const Setup& s) {
    return length(s) * s.in_channels[0];
  }
  template <class V>
  static size_t state_bytes(const Setup& s) {
    return sizeof(V) * state_values<V>(s);
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = length(s), channels = s.in_channels[0];
    const V* x = lanes_of<V>(io.in[0]);
    V *y = lanes_of<V>(io.out[0]), *ring = static_cast<V*>(io.state);
    int at = first_slot(s, call, n);
    for (int i = 0; i < call.samples; ++i, at = at + 1 < n ? at + 1 : 0)
      for (int c = 0; c < channels; ++c) {
        const V now = x[static_cast<size_t>(i) * channels + c];
        V& slot = ring[static_cast<size_t>(at) * channels + c];
        y[static_cast<size_t>(i) * channels + c] = n ? slot : now;
        if (n) slot = now;
      }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = length(s), channels = s.in_channels[0];
    const V* g = lanes_of<V>(io.d_out[0]);
    V *d_x = io.d_in[0] ? lanes_of<V>(io.d_in[0]) : nullptr, *d_ring = static_cast<V*>(io.d_state);
    int at = n ? static_cast<int>((first_slot(s, call, n) + static_cast<int64_t>(call.samples)) % n) : 0;
    for (int i = call.samples - 1; i >= 0; --i) {
      at = at ? at - 1 : n - 1;
      for (int c = 0; c < channels; ++c) {
        const V d_y = g[static_cast<size_t>(i) * channels + c];
        const V d_now = n ? d_ring[static_cast<size_t>(at) * channels + c] : d_y;
        if (n) d_ring[static_cast<size_t>(at) * channels + c] = d_y;
        if (d_x) d_x[static_cast<size_t>(i) * channels + c] += d_now;
      }
    }
  }

 private:
  static int first_slot(const Setup& s, const Call& call, int n) {
    return n ? static_cast<int>((s.clock.start(call.frame) + call.offset) % n) : 0;
  }
};

PARTIALS_END
