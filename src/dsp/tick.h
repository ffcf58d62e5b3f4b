// SPDX-License-Identifier: MIT
// Tick<P> makes a processor of a per-sample formula P, and derives its gradient: nobody writes a derivative. P gives
//   kId, kSummary; kControls, a constexpr array of Control; kHasInput (false for sources); kTailS where it rings on;
//   template <class T> struct State / Coeffs: plain structs of T;
//   template <class T> static Coeffs<T> coeffs(const T* controls, double rate_hz);     physical units in
//   template <class T> static T tick(const Coeffs<T>&, State<T>&, T x);
// Controls are wires or trainable weights (control_wires.h). Backward keeps the state every kCheckpoint samples, replays one
// stretch, then walks it in reverse evaluating the tick on duals, so the cost is a few times the forward pass whatever the
// length. Coefficients, and their duals, are computed once a frame where controls are held.
#pragma once
#include "base/dual.h"
#include "dsp/control_wires.h"

PARTIALS_BEGIN

template <class P>
struct Tick {
  static constexpr int kIn = P::kHasInput ? 1 : 0;
  using Wires = ControlWires<P, kIn>;
  static constexpr int kControls = Wires::kCount;
  static constexpr int kCheckpoint = 64;
  static constexpr Info kInfo{P::kId, 1, P::kSummary, nullptr, 0};

  template <class V> using State = typename P::template State<V>;
  template <class V> using Coeffs = typename P::template Coeffs<V>;
  template <class V> static constexpr int count_state() { return sizeof(State<V>) / sizeof(V); }

  static int channels(const Setup& s) { return P::kHasInput ? s.in_channels[0] : 1; }

  static void describe(const Setup& s, Spec& spec) {
    if constexpr (P::kHasInput) spec.add_in({"in", Rate::sample, 0});
    Wires::describe(spec);
    spec.add_out({"out", Rate::sample, channels(s)});
    if constexpr (requires { P::kTailS; }) spec.tail_s = P::kTailS;
  }

  template <class V> static size_t state_bytes(const Setup& s) { return sizeof(State<V>) * channels(s); }
  template <class V> static int state_values(const Setup& s) { return count_state<V>() * channels(s); }
  template <class V> static size_t tape_bytes(const Setup& s, int, int samples) {
    return sizeof(State<V>) * channels(s) * (samples / kCheckpoint + 1);
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n_ch = channels(s);
    State<V>* state = static_cast<State<V>*>(io.state);
    State<V>* tape = static_cast<State<V>*>(io.tape);
    Held<V, V> held;
    for (int i = 0; i < call.samples; ++i) {
      held.move_to(s, call, io, i);
      if (tape && i % kCheckpoint == 0)
        for (int ch = 0; ch < n_ch; ++ch) tape[(i / kCheckpoint) * n_ch + ch] = state[ch];
      for (int ch = 0; ch < n_ch; ++ch)
        lanes_of<V>(io.out[0])[i * n_ch + ch] = P::template tick<V>(held.k, state[ch], input<V>(io, i * n_ch + ch));
    }
  }

  // Checkpoint by checkpoint from the end: replay, then reverse.
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n_ch = channels(s);
    State<V>* adjoint = static_cast<State<V>*>(io.d_state);
    State<V> replay[kCheckpoint];
    for (int ch = 0; ch < n_ch; ++ch) {
      Held<V, V> values;
      Held<V, Dual<V, kAll<V>>> duals;
      for (int first = (call.samples - 1) / kCheckpoint * kCheckpoint; first >= 0; first -= kCheckpoint) {
        const int end = call.samples < first + kCheckpoint ? call.samples : first + kCheckpoint;
        State<V> state = static_cast<const State<V>*>(io.tape)[first / kCheckpoint * n_ch + ch];
        for (int i = first; i < end; ++i) {
          values.move_to(s, call, io, i);
          replay[i - first] = state;
          P::template tick<V>(values.k, state, input<V>(io, i * n_ch + ch));
        }
        for (int i = end - 1; i >= first; --i) {
          duals.move_to(s, call, io, i);
          reverse_one<V>(io, i * n_ch + ch, duals, replay[i - first], adjoint[ch]);
        }
      }
      duals.leave(s, io);
    }
  }

 private:
  // Derivatives by state, input and controls. Up to six stay in registers and are cheap.
  template <class V> static constexpr int kAll = count_state<V>() + kIn + kControls;

  template <class V>
  static PARTIALS_INLINE V input(const Io<Scalar<V>>& io, int at) {
    if constexpr (P::kHasInput) return lanes_of<V>(io.in[0])[at];
    else return V(0.f);
  }

  // Coefficients in force, as values (T = V) or duals, over the span for which they hold; duals also gather the gradient.
  template <class V, class T>
  struct Held {
    typename Wires::Span span;
    static constexpr bool kValues = __is_same(T, V);
    V controls[kControls] = {}, d_controls[kControls] = {};
    Coeffs<T> k = {};

    PARTIALS_INLINE void move_to(const Setup& s, const Call& call, const Io<Scalar<V>>& io, int i) {
      if (!span.holds(i)) change(s, call, io, i);
    }
    void change(const Setup& s, const Call& call, const Io<Scalar<V>>& io, int i) {
      leave(s, io);
      span = Wires::span_at(s, call, i);
      Wires::template read<V>(s, io, span.index, i, controls);
      T x[kControls];
      for (int c = 0; c < kControls; ++c) {
        d_controls[c] = V(0.f);
        if constexpr (kValues) x[c] = controls[c];
        else x[c] = T::variable(controls[c], count_state<V>() + kIn + c);
      }
      k = P::template coeffs<T>(x, static_cast<double>(s.clock.rate_hz));
    }
    void leave(const Setup& s, const Io<Scalar<V>>& io) {
      if constexpr (!kValues)
        if (span.to > span.from)
          for (int c = 0; c < kControls; ++c) Wires::template fold<V>(s, io, c, span.index, span.from, controls[c], d_controls[c]);
    }
  };

  template <class V>
  static PARTIALS_INLINE void reverse_one(const Io<Scalar<V>>& io, int at, Held<V, Dual<V, kAll<V>>>& held, const State<V>& before,
                                          State<V>& adjoint) {
    constexpr int kS = count_state<V>();
    using D = Dual<V, kAll<V>>;
    State<D> state;
    D* sd = reinterpret_cast<D*>(&state);
    const V* sv = reinterpret_cast<const V*>(&before);
    for (int j = 0; j < kS; ++j) sd[j] = D::variable(sv[j], j);
    D x(V(0.f));
    if constexpr (P::kHasInput) x = D::variable(input<V>(io, at), kS);
    const D y = P::template tick<D>(held.k, state, x);

    V g[kAll<V>];
    const V d_y = lanes_of<V>(io.d_out[0])[at];
    V* a = reinterpret_cast<V*>(&adjoint);
    for (int p = 0; p < kAll<V>; ++p) {
      g[p] = d_y * y.d[p];
      for (int j = 0; j < kS; ++j) g[p] += a[j] * sd[j].d[p];
    }
    for (int j = 0; j < kS; ++j) a[j] = g[j];
    if constexpr (P::kHasInput)
      if (io.d_in[0]) lanes_of<V>(io.d_in[0])[at] += g[kS];
    for (int c = 0; c < kControls; ++c) held.d_controls[c] += g[kS + kIn + c];
  }
};

PARTIALS_END
