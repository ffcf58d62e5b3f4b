// SPDX-License-Identifier: MIT
// From frames to samples, any number of channels.
//   ramp  goes in a straight line from the last frame's value to this one's, reached at the frame's end; the
//         first is held
//   hold  keeps each frame's value
// State of ramp: the last value of every channel.
#pragma once
#include "base/kernel.h"

PARTIALS_BEGIN

template <bool kRamp>
struct FromFrames {
  static constexpr Info kInfo{kRamp ? "ramp" : "hold", 1,
                              kRamp ? "frames to samples by straight lines" : "frames to samples by holding",
                              nullptr, 0};

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"in", Rate::frame, 0});
    spec.add_out({"out", Rate::sample, s.in_channels[0]});
  }
  template <class V>
  static int state_values(const Setup& s) {
    return kRamp ? s.in_channels[0] : 0;
  }
  template <class V>
  static size_t state_bytes(const Setup& s) {
    return kRamp ? sizeof(V) * s.in_channels[0] + sizeof(int32_t) : 0;
  }
  // The values at the start of the call, which backward does not need, but it does need to know whether a
  // first frame replaced them.
  template <class V>
  static size_t tape_bytes(const Setup&, int, int) {
    return kRamp ? sizeof(int32_t) : 0;
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int channels = s.in_channels[0];
    V* last = static_cast<V*>(io.state);
    int32_t* begun = reinterpret_cast<int32_t*>(last + channels);
    if (kRamp && io.tape) *static_cast<int32_t*>(io.tape) = *begun;
    for_each_stretch(s.clock, call, [&](int index, int64_t frame, int offset, int first, int n) {
      const V* x = lanes_of<V>(io.in[0]) + static_cast<size_t>(index < 0 ? 0 : index) * channels;
      V* y = lanes_of<V>(io.out[0]) + static_cast<size_t>(first) * channels;
      const int length = s.clock.length(frame);
      for (int c = 0; c < channels; ++c) {
        if (kRamp && !*begun) last[c] = x[c];
        for (int i = 0; i < n; ++i)
          y[static_cast<size_t>(i) * channels + c] =
              kRamp ? last[c] + (x[c] - last[c]) * part<V>(offset + i, length) : x[c];
        if (kRamp && offset + n == length) last[c] = x[c];
      }
      if (kRamp) *begun = 1;
    });
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int channels = s.in_channels[0];
    // of the value before the frame, or at its end if that is later
    V* d_last = static_cast<V*>(io.d_state);
    const int64_t start = s.clock.start(call.frame) + call.offset;
    for (int index = call.offset ? 0 : call.frames - 1; index >= 0; --index) {
      const int64_t frame = call.frame + index;
      const int offset = index ? 0 : call.offset,
                first = index ? static_cast<int>(s.clock.start(frame) - start) : 0;
      const int length = s.clock.length(frame), left = length - offset, rest = call.samples - first,
                n = left < rest ? left : rest;
      const V* g = lanes_of<V>(io.d_out[0]) + static_cast<size_t>(first) * channels;
      for (int c = 0; c < channels; ++c) {
        V all = V(0.f), later = V(0.f);
        for (int i = 0; i < n; ++i) {
          const V& d = g[static_cast<size_t>(i) * channels + c];
          all += d;
          later += d * part<V>(offset + i, length);
        }
        V d_x = kRamp ? later : all;
        if constexpr (kRamp) {
          if (n == left) d_x += d_last[c];
          d_last[c] = all - later + (n == left ? V(0.f) : d_last[c]);
          if (!index && !call.offset && !*static_cast<const int32_t*>(io.tape)) {
            d_x += d_last[c];
            d_last[c] = V(0.f);
          }
        }
        if (io.d_in[0]) lanes_of<V>(io.d_in[0])[static_cast<size_t>(index) * channels + c] += d_x;
      }
    }
  }

 private:
  template <class V>
  static PARTIALS_INLINE V part(int i, int length) {
    return V(static_cast<Scalar<V>>(i) / static_cast<Scalar<V>>(length));
  }
};
using Ramp = FromFrames<true>;
using Hold = FromFrames<false>;

PARTIALS_END
