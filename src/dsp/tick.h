// SPDX-License-Identifier: MIT
// Tick<P> makes a processor of a per-sample formula P, and derives its gradient: nobody writes a derivative. P gives
//   kId, kSummary; kControls, a constexpr array of Control; kHasInput (false for sources); kTailS where it rings on;
//   template <class T> struct State / Coeffs: plain structs of T;
//   template <class T> static Coeffs<T> coeffs(const T* controls, double rate_hz);     physical units in
//   template <class T> static T tick(const Coeffs<T>&, State<T>&, T x);
// Each control is an optional input port in physical units (frames are held, samples followed), or else a trainable weight:
// the position 0..1 on its taper. Backward keeps the state every kCheckpoint samples, replays one stretch, then walks it in
// reverse evaluating the tick on duals, so the cost is a few times the forward pass whatever the length.
#pragma once
#include "base/dual.h"
#include "base/kernel.h"

PARTIALS_BEGIN

template <class P>
struct Tick {
  static constexpr int kControls = static_cast<int>(sizeof(P::kControls) / sizeof(P::kControls[0]));
  static constexpr int kIn = P::kHasInput ? 1 : 0;
  static constexpr int kCheckpoint = 64;
  static constexpr Info kInfo{P::kId, 1, P::kSummary, nullptr, 0};

  template <class T> static constexpr int count_state() { return sizeof(typename P::template State<T>) / sizeof(T); }
  template <class T> static constexpr int count_coeffs() { return sizeof(typename P::template Coeffs<T>) / sizeof(T); }

  static int channels(const Setup& s) { return P::kHasInput ? s.in_channels[0] : 1; }

  static void describe(const Setup& s, Spec& spec) {
    if constexpr (P::kHasInput) spec.add_in({"in", Rate::sample, 0});
    for (const Control& c : P::kControls) spec.add_in({c.id, Rate::frame, 1, true, true, c.min, c.max});
    spec.add_out({"out", Rate::sample, channels(s)});
    if constexpr (requires { P::kTailS; }) spec.tail_s = P::kTailS;
    for (int c = 0; c < kControls; ++c)
      spec.add_weight({P::kControls[c].id, 1, 1, Init::constant, unit_from_control(P::kControls[c]), 0, 1});
  }

  // --- controls: a position u in 0..1 and the physical value, both ways
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

  template <class V> using State = typename P::template State<V>;
  template <class V> using Coeffs = typename P::template Coeffs<V>;
  template <class V> static size_t state_bytes(const Setup& s) { return sizeof(State<V>) * channels(s); }
  template <class V> static int state_values(const Setup& s) { return count_state<V>() * channels(s); }
  template <class V> static size_t tape_bytes(const Setup& s, int, int samples) {
    return sizeof(State<V>) * channels(s) * (samples / kCheckpoint + 1);
  }

  // Physical control values at one sample; `index` is the frame within the call (-1: the one before, held in no buffer,
  // which the plan repeats at index 0 when a call continues a frame).
  template <class V>
  static void read_controls(const Setup& s, const Io<Scalar<V>>& io, int index, int sample, V* out) {
    for (int c = 0; c < kControls; ++c) {
      const int port = kIn + c;
      if (!s.in_channels[port]) {
        double slope;
        out[c] = V(static_cast<Scalar<V>>(control_from_unit(P::kControls[c], io.weights[c], slope)));
        continue;
      }
      const V* p = lanes_of<V>(io.in[port]) + (s.in_rate[port] == Rate::sample ? sample : index < 0 ? 0 : index);
      const Scalar<V> lo = static_cast<Scalar<V>>(P::kControls[c].min), hi = static_cast<Scalar<V>>(P::kControls[c].max);
      out[c] = min_of(max_of(*p, V(lo)), V(hi));
    }
  }
  static bool per_sample(const Setup& s) {
    for (int c = 0; c < kControls; ++c)
      if (s.in_channels[kIn + c] && s.in_rate[kIn + c] == Rate::sample) return true;
    return false;
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n_ch = channels(s);
    State<V>* state = static_cast<State<V>*>(io.state);
    State<V>* tape = static_cast<State<V>*>(io.tape);
    V controls[kControls + 1];
    for_each_stretch(s.clock, call, [&](int index, int64_t, int, int first, int n) {
      read_controls<V>(s, io, index, first, controls);
      Coeffs<V> k = P::template coeffs<V>(controls, static_cast<double>(s.clock.rate_hz));
      for (int i = first; i < first + n; ++i) {
        if (per_sample(s)) {
          read_controls<V>(s, io, index, i, controls);
          k = P::template coeffs<V>(controls, static_cast<double>(s.clock.rate_hz));
        }
        if (tape && i % kCheckpoint == 0)
          for (int ch = 0; ch < n_ch; ++ch) tape[(i / kCheckpoint) * n_ch + ch] = state[ch];
        for (int ch = 0; ch < n_ch; ++ch) {
          const V x = P::kHasInput ? lanes_of<V>(io.in[0])[i * n_ch + ch] : V(0.f);
          lanes_of<V>(io.out[0])[i * n_ch + ch] = P::template tick<V>(k, state[ch], x);
        }
      }
    });
  }

  // One stretch within a frame: replay from checkpoints, then reverse. Adjoint of coefficients is folded into d_controls.
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n_ch = channels(s);
    State<V>* adjoint = static_cast<State<V>*>(io.d_state);
    const int blocks = (call.samples + kCheckpoint - 1) / kCheckpoint;
    State<V> replay[kCheckpoint];
    for (int ch = 0; ch < n_ch; ++ch) {
      for (int b = blocks - 1; b >= 0; --b) {
        const int first = b * kCheckpoint;
        const int n = call.samples - first < kCheckpoint ? call.samples - first : kCheckpoint;
        State<V> state = static_cast<const State<V>*>(io.tape)[b * n_ch + ch];
        V controls[kControls + 1];
        for (int j = 0; j < n; ++j) {
          replay[j] = state;
          const Coeffs<V> k = coeffs_at<V>(s, call, io, first + j, controls);
          const V x = P::kHasInput ? lanes_of<V>(io.in[0])[(first + j) * n_ch + ch] : V(0.f);
          P::template tick<V>(k, state, x);
        }
        for (int j = n - 1; j >= 0; --j) reverse_one<V>(s, call, io, first + j, ch, n_ch, replay[j], adjoint[ch]);
      }
    }
  }

 private:
  static int frame_index(const Setup& s, const Call& call, int sample) {
    const int64_t origin = s.clock.start(call.frame) + call.offset;
    const int64_t frame = s.clock.frame_at(origin + sample);
    const int index = static_cast<int>(frame - call.frame);
    return call.offset ? index - 1 : index;
  }
  template <class V>
  static Coeffs<V> coeffs_at(const Setup& s, const Call& call, const Io<Scalar<V>>& io, int sample, V* controls) {
    read_controls<V>(s, io, frame_index(s, call, sample), sample, controls);
    return P::template coeffs<V>(controls, static_cast<double>(s.clock.rate_hz));
  }

  template <class V>
  static void reverse_one(const Setup& s, const Call& call, const Io<Scalar<V>>& io, int i, int ch, int n_ch,
                          const State<V>& before, State<V>& adjoint) {
    constexpr int kS = count_state<V>(), kN = kS + kIn + kControls;
    using D = Dual<V, kN>;
    const int index = frame_index(s, call, i);
    V controls[kControls + 1];
    read_controls<V>(s, io, index, i, controls);
    D d_controls[kControls + 1];
    for (int c = 0; c < kControls; ++c) d_controls[c] = D::variable(controls[c], kS + kIn + c);
    const Coeffs<D> k = P::template coeffs<D>(d_controls, static_cast<double>(s.clock.rate_hz));
    State<D> state;
    D* sd = reinterpret_cast<D*>(&state);
    const V* sv = reinterpret_cast<const V*>(&before);
    for (int j = 0; j < kS; ++j) sd[j] = D::variable(sv[j], j);
    D x(V(0.f));
    if constexpr (P::kHasInput) x = D::variable(lanes_of<V>(io.in[0])[i * n_ch + ch], kS);
    const D y = P::template tick<D>(k, state, x);

    V g[kN];
    const V d_y = lanes_of<V>(io.d_out[0])[i * n_ch + ch];
    V* a = reinterpret_cast<V*>(&adjoint);
    for (int p = 0; p < kN; ++p) {
      g[p] = d_y * y.d[p];
      for (int j = 0; j < kS; ++j) g[p] += a[j] * sd[j].d[p];
    }
    for (int j = 0; j < kS; ++j) a[j] = g[j];
    if constexpr (P::kHasInput)
      if (io.d_in[0]) lanes_of<V>(io.d_in[0])[i * n_ch + ch] += g[kS];
    for (int c = 0; c < kControls; ++c) fold_control<V>(s, io, c, index, i, controls[c], g[kS + kIn + c]);
  }

  template <class V>
  static void fold_control(const Setup& s, const Io<Scalar<V>>& io, int c, int index, int sample, const V& value, const V& g) {
    const int port = kIn + c;
    const Control& control = P::kControls[c];
    if (!s.in_channels[port]) {
      double slope;
      control_from_unit(control, io.weights[c], slope);
      if (io.d_weights) io.d_weights[c] += static_cast<Scalar<V>>(sum(g) * slope);
    } else if (io.d_in[port]) {
      const V lo = V(static_cast<Scalar<V>>(control.min)), hi = V(static_cast<Scalar<V>>(control.max));
      const V inside = select(value > lo, select(value < hi, g, V(0.f)), V(0.f));
      lanes_of<V>(io.d_in[port])[s.in_rate[port] == Rate::sample ? sample : index < 0 ? 0 : index] += inside;
    }
  }
};

PARTIALS_END
