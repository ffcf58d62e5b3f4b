// SPDX-License-Identifier: MIT
// Tick<P> makes a processor of a per-sample formula P, and derives its gradient: nobody writes a derivative.
// P gives
//   kId, kSummary; kControls, a constexpr array of Control; kHasInput (false for sources); kTailS where it
//   rings on;
//   template <class T> struct State / Coeffs: plain structs of T;
//   template <class T> static Coeffs<T> coeffs(const T* controls, double rate_hz);     physical units in
//   template <class T> static T tick(const Coeffs<T>&, State<T>&, T x);
// With several inputs (a sidechain) or outputs (bands, a stereo link), in place of kHasInput and tick:
//   kInputs, kOutputs: constexpr arrays of the ports' names;
//   template <class T> static void tick(const Coeffs<T>&, State<T>&, const T (&x)[inputs], T (&y)[outputs]);
// All inputs have as many channels; each channel has a state of its own. With kSettings, an array of Control
// that is fixed when the graph is made, coeffs takes the Settings as its third argument.
// Controls are wires or trainable weights (control_wires.h). Backward keeps the state every kCheckpoint
// samples, replays one stretch, then walks it in reverse evaluating the tick on duals, so the cost is a few
// times the forward pass whatever the length. Coefficients, and their duals, are computed once a frame where
// controls are held.
#pragma once
#include "base/dual.h"
#include "dsp/control_wires.h"

PARTIALS_BEGIN

template <class P>
struct Tick {
  static constexpr bool kMany = requires { P::kInputs; };
  static constexpr int count_in() {
    if constexpr (kMany)
      return static_cast<int>(sizeof P::kInputs / sizeof *P::kInputs);
    else
      return P::kHasInput ? 1 : 0;
  }
  static constexpr int count_out() {
    if constexpr (kMany)
      return static_cast<int>(sizeof P::kOutputs / sizeof *P::kOutputs);
    else
      return 1;
  }
  static constexpr int kIn = count_in(), kOut = count_out();
  using Wires = ControlWires<P, kIn>;
  static constexpr int kControls = Wires::kCount;
  static constexpr int kCheckpoint = 64;
  static constexpr Info info() {
    if constexpr (requires { P::kSettings; })
      return {P::kId, 1, P::kSummary, P::kSettings,
              static_cast<int>(sizeof P::kSettings / sizeof *P::kSettings)};
    else
      return {P::kId, 1, P::kSummary, nullptr, 0};
  }
  static constexpr Info kInfo = info();

  template <class V>
  using State = typename P::template State<V>;
  template <class V>
  using Coeffs = typename P::template Coeffs<V>;
  template <class V>
  static constexpr int count_state() {
    return sizeof(State<V>) / sizeof(V);
  }

  static int channels(const Setup& s) { return kIn ? s.in_channels[0] : 1; }

  static void describe(const Setup& s, Spec& spec) {
    for (int i = 0; i < kIn; ++i) {
      spec.add_in({in_name(i), Rate::sample, 0});
      if (s.in_channels[i] && s.in_channels[i] != s.in_channels[0])
        spec.error = "its inputs must have the same number of channels.";
    }
    Wires::describe(spec);
    for (int o = 0; o < kOut; ++o) spec.add_out({out_name(o), Rate::sample, channels(s)});
    if constexpr (requires { P::kTailS; }) spec.tail_s = P::kTailS;
  }

  template <class V>
  static size_t state_bytes(const Setup& s) {
    return sizeof(State<V>) * channels(s);
  }
  template <class V>
  static int state_values(const Setup& s) {
    return count_state<V>() * channels(s);
  }
  template <class V>
  static size_t tape_bytes(const Setup& s, int, int samples) {
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
      for (int ch = 0; ch < n_ch; ++ch) {
        const Row<V> y = step<V>(held.k, state[ch], input<V>(io, i * n_ch + ch));
        for (int o = 0; o < kOut; ++o) lanes_of<V>(io.out[o])[i * n_ch + ch] = y.out[o];
      }
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
          step<V>(values.k, state, input<V>(io, i * n_ch + ch));
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
  template <class V>
  static constexpr int kAll = count_state<V>() + kIn + kControls;

  static constexpr const char* in_name(int i) {
    if constexpr (kMany)
      return P::kInputs[i];
    else
      return "in";
  }
  static constexpr const char* out_name(int o) {
    if constexpr (kMany)
      return P::kOutputs[o];
    else
      return "out";
  }

  // One sample of every input, and of every output.
  template <class T>
  struct Heard {
    T in[kIn > 0 ? kIn : 1];
  };
  template <class T>
  struct Row {
    T out[kOut];
  };
  template <class V>
  static PARTIALS_INLINE Heard<V> input(const Io<Scalar<V>>& io, int at) {
    Heard<V> x;
    x.in[0] = V(0.f);
    for (int i = 0; i < kIn; ++i) x.in[i] = lanes_of<V>(io.in[i])[at];
    return x;
  }
  template <class T>
  static PARTIALS_INLINE Row<T> step(const Coeffs<T>& k, State<T>& state, const Heard<T>& x) {
    Row<T> y;
    if constexpr (kMany)
      P::template tick<T>(k, state, x.in, y.out);
    else
      y.out[0] = P::template tick<T>(k, state, x.in[0]);
    return y;
  }
  template <class T>
  static Coeffs<T> coeffs(const T* controls, const Setup& s) {
    if constexpr (requires { P::kSettings; })
      return P::template coeffs<T>(controls, static_cast<double>(s.clock.rate_hz), s.settings);
    else
      return P::template coeffs<T>(controls, static_cast<double>(s.clock.rate_hz));
  }

  // Coefficients in force, as values (T = V) or duals, over the span for which they hold; duals also gather
  // the gradient.
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
        if constexpr (kValues)
          x[c] = controls[c];
        else
          x[c] = T::variable(controls[c], count_state<V>() + kIn + c);
      }
      k = coeffs<T>(x, s);
    }
    void leave(const Setup& s, const Io<Scalar<V>>& io) {
      if constexpr (!kValues)
        if (span.to > span.from)
          for (int c = 0; c < kControls; ++c)
            Wires::template fold<V>(s, io, c, span.index, span.from, controls[c], d_controls[c]);
    }
  };

  template <class V>
  static PARTIALS_INLINE void reverse_one(const Io<Scalar<V>>& io, int at, Held<V, Dual<V, kAll<V>>>& held,
                                          const State<V>& before, State<V>& adjoint) {
    constexpr int kS = count_state<V>();
    using D = Dual<V, kAll<V>>;
    State<D> state;
    D* sd = reinterpret_cast<D*>(&state);
    const V* sv = reinterpret_cast<const V*>(&before);
    for (int j = 0; j < kS; ++j) sd[j] = D::variable(sv[j], j);
    const Heard<V> heard = input<V>(io, at);
    Heard<D> x;
    x.in[0] = D(V(0.f));
    for (int i = 0; i < kIn; ++i) x.in[i] = D::variable(heard.in[i], kS + i);
    const Row<D> y = step<D>(held.k, state, x);

    V g[kAll<V>];
    V* a = reinterpret_cast<V*>(&adjoint);
    for (int p = 0; p < kAll<V>; ++p) {
      g[p] = lanes_of<V>(io.d_out[0])[at] * y.out[0].d[p];
      for (int o = 1; o < kOut; ++o) g[p] += lanes_of<V>(io.d_out[o])[at] * y.out[o].d[p];
      for (int j = 0; j < kS; ++j) g[p] += a[j] * sd[j].d[p];
    }
    for (int j = 0; j < kS; ++j) a[j] = g[j];
    for (int i = 0; i < kIn; ++i)
      if (io.d_in[i]) lanes_of<V>(io.d_in[i])[at] += g[kS + i];
    for (int c = 0; c < kControls; ++c) held.d_controls[c] += g[kS + kIn + c];
  }
};

PARTIALS_END
