// SPDX-License-Identifier: MIT
// Plucked string as a waveguide loop (Karplus and Strong 1983; Jaffe and Smith 1983): what is fed into `in`
// goes round
//   y[n] = x[n] + g (s/2 r[n] + (1 - s) r[n-1] + s/2 r[n-2]),
//   r[n] = y[n - D] read between samples by a cubic,
// with D + 1 = rate / f0 samples (the loop filter is symmetric and delays by one at all frequencies, so it
// does not detune), g = 10^(-3 / (f0 decay_s)): the lowest partials fall by 60 dB in decay_s; s = (1 -
// brightness) / 2 makes high ones fall faster. Controls are wires or trainable weights; differentiable in all
// three. f0 is kept below rate / 4. State: the last samples of y, a ring counted from the lane's origin, and
// two of r.
#pragma once
#include "dsp/control_wires.h"
#include "dsp/pluck_loop.h"

PARTIALS_BEGIN

struct Pluck {
  static constexpr Control kControls[] = {{"f0_hz", Unit::hertz, 20, 4000, Taper::exponential, 220},
                                          {"decay_s", Unit::seconds, 0.05, 20, Taper::exponential, 3},
                                          {"brightness", Unit::ratio, 0, 1, Taper::linear, 0.7}};
  static constexpr Info kInfo{"pluck", 1, "plucked string", nullptr, 0};
  using Wires = ControlWires<Pluck, 1>;

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"in", Rate::sample, 1});
    Wires::describe(spec);
    spec.add_out({"out", Rate::sample, 1});
    spec.tail_s = 22;
    (void)s;
  }
  static int ring(const Setup& s) { return static_cast<int>(s.clock.rate_hz / 20) + 8; }
  template <class V>
  static int state_values(const Setup& s) {
    return ring(s) + 2;
  }
  template <class V>
  static size_t state_bytes(const Setup& s) {
    return sizeof(V) * (ring(s) + 2);
  }
  // y before and during the call, and r likewise.
  template <class V>
  static size_t tape_bytes(const Setup& s, int, int samples) {
    return sizeof(V) * (ring(s) + 2 + 2 * static_cast<size_t>(samples));
  }
  // Gradients in the same shape.
  template <class V>
  static size_t scratch_bytes(const Setup& s, int frames, int samples) {
    return tape_bytes<V>(s, frames, samples);
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int size = ring(s);
    V *y = static_cast<V*>(io.state), *last = y + size;  // r[n-1], r[n-2]
    int at = first_slot(s, call, size);
    V *tape_y = static_cast<V*>(io.tape), *tape_r = tape_y ? tape_y + size + call.samples : nullptr;
    if (tape_y) {
      for (int j = 0; j < size; ++j) tape_y[j] = y[at + j < size ? at + j : at + j - size];
      tape_r[0] = last[1];
      tape_r[1] = last[0];
    }
    typename Wires::Span span;
    PluckLoop<V> loop;
    for (int i = 0; i < call.samples; ++i) {
      if (!span.holds(i)) loop = loop_at<V>(s, call, io, i, span);
      V r;
      for (int l = 0; l < kWidth<V>; ++l) {
        int oldest = at - loop.whole[l] - 1;
        Scalar<V> tap[4];
        for (int j = 3; j >= 0; --j) {
          const int slot = oldest + (3 - j) - 1;
          tap[j] = lane(y[slot < 0 ? slot + size : slot], l);
        }
        set_lane(r, l, loop.read(l, tap));
      }
      const V now = lanes_of<V>(io.in[0])[i] + loop.gain * loop.filter(r, last[0], last[1]);
      last[1] = last[0];
      last[0] = r;
      y[at] = lanes_of<V>(io.out[0])[i] = now;
      at = at + 1 < size ? at + 1 : 0;
      if (tape_y) {
        tape_y[size + i] = now;
        tape_r[2 + i] = r;
      }
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int size = ring(s), n = call.samples;
    const V *y = static_cast<const V*>(io.tape), *r = y + size + n;
    V *d_y = static_cast<V*>(io.scratch), *d_r = d_y + size + n, *d_state = static_cast<V*>(io.d_state);
    const int end = static_cast<int>((first_slot(s, call, size) + static_cast<int64_t>(n)) % size);
    for (int j = 0; j < size + n; ++j) d_y[j] = V(0.f);
    for (int j = 0; j < n + 2; ++j) d_r[j] = V(0.f);
    for (int j = 0; j < size; ++j) d_y[n + j] = d_state[end + j < size ? end + j : end + j - size];
    d_r[n + 1] = d_state[size];
    d_r[n] = d_state[size + 1];
    typename Wires::Span span;
    PluckLoop<V> loop;
    for (int i = n - 1; i >= 0; --i) {
      if (!span.holds(i)) {
        leave<V>(s, io, span, loop);
        loop = loop_at<V>(s, call, io, i, span);
      }
      const V g = d_y[size + i] += lanes_of<V>(io.d_out[0])[i];
      if (io.d_in[0]) lanes_of<V>(io.d_in[0])[i] += g;
      loop.d_filter(g, r[2 + i], r[1 + i], r[i], d_r[2 + i], d_r[1 + i], d_r[i]);
      for (int l = 0; l < kWidth<V>; ++l) {
        const int oldest = size + i - loop.whole[l] - 2;  // of the four taps
        Scalar<V> tap[4], d_tap[4];
        for (int j = 0; j < 4; ++j) tap[j] = lane(y[oldest + 3 - j], l);
        loop.d_read(l, tap, lane(d_r[2 + i], l), d_tap);
        for (int j = 0; j < 4; ++j) set_lane(d_y[oldest + 3 - j], l, lane(d_y[oldest + 3 - j], l) + d_tap[j]);
      }
    }
    leave<V>(s, io, span, loop);
    const int begin = first_slot(s, call, size);
    for (int j = 0; j < size; ++j) d_state[begin + j < size ? begin + j : begin + j - size] = d_y[j];
    d_state[size] = d_r[1];
    d_state[size + 1] = d_r[0];
  }

 private:
  static int first_slot(const Setup& s, const Call& call, int size) {
    return static_cast<int>((s.clock.start(call.frame) + call.offset) % size);
  }
  template <class V>
  static PluckLoop<V> loop_at(const Setup& s, const Call& call, const Io<Scalar<V>>& io, int i,
                              typename Wires::Span& span) {
    span = Wires::span_at(s, call, i);
    V c[Wires::kCount];
    Wires::template read<V>(s, io, span.index, i, c);
    return PluckLoop<V>(c, static_cast<double>(s.clock.rate_hz));
  }
  template <class V>
  static void leave(const Setup& s, const Io<Scalar<V>>& io, const typename Wires::Span& span,
                    const PluckLoop<V>& loop) {
    if (span.to == span.from) return;
    V d[Wires::kCount];
    loop.d_controls(d);
    for (int c = 0; c < Wires::kCount; ++c)
      Wires::template fold<V>(s, io, c, span.index, span.from, loop.controls[c], d[c]);
  }
};

PARTIALS_END
