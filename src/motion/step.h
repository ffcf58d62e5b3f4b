// SPDX-License-Identifier: MIT
// Step<P> makes a processor of a per-frame formula P, and derives its gradient: nobody writes a derivative
// (dsp/tick.h does so for samples). P gives
//   kInfo; kInputs, kOutputs and shape(const Setup&), see motion/ports.h;
//   kControls, an array of Control, where it has any: wires, or trainable weights (dsp/control_wires.h);
//   static void weights(const Setup&, Spec&), where its shape has weights;
//   explicit P(const Setup&): what follows from settings and the hop; made once a call;
//   template <class T> void step(const Moment<T>&) const: one frame of one copy, T a number or a dual.
// All time comes from the clock's hop, so units are per second. Frames alone; nothing is allocated.
// State in memory: values [copies][state][lanes], then how many frames there were since the reset. Backward
// reads the state before every frame from the tape and goes frame by frame from the end (motion/pull.h).
#pragma once
#include "dsp/control_wires.h"
#include "motion/ports.h"
#include "motion/pull.h"

PARTIALS_BEGIN

// What a formula sees of one frame.
template <class T>
struct Moment {
  const T* in[kMaxPorts];  // null where no wire arrives
  T* out[kMaxPorts];
  T* state;           // zero after a reset
  const T* controls;  // in their units
  const T* weights;
  int64_t seen;  // frames before this one; 0: the first
};

template <class P, int kFirst>
struct StepControls {
  static constexpr bool kAny = requires { P::kControls; };
  static constexpr int count() {
    if constexpr (kAny) return ControlWires<P, kFirst>::kCount;
    return 0;
  }
  static constexpr int kCount = count();

  // As ControlWires::describe, but for frames alone.
  static void describe(Spec& spec) {
    if constexpr (kAny)
      for (const Control& c : P::kControls) {
        spec.add_in({c.id, Rate::frame, c.count, true, false, c.min, c.max});
        spec.add_weight(
            {c.id, c.count, 1, Init::constant, ControlWires<P, kFirst>::unit_from_control(c), 0, 1});
      }
  }
  template <class V>
  static void read(const Setup& s, const Io<Scalar<V>>& io, int t, V* out) {
    if constexpr (kAny) ControlWires<P, kFirst>::template read<V>(s, io, t, 0, out);
  }
  template <class V>
  static void fold(const Setup& s, const Io<Scalar<V>>& io, int t, const V* values, const V* d) {
    if constexpr (kAny)
      for (int c = 0; c < kCount; ++c)
        ControlWires<P, kFirst>::template fold<V>(s, io, c, t, 0, values[c], d[c]);
  }
};

template <class P>
struct Step {
  using Its = Ports<P>;
  using Controls = StepControls<P, Its::kIn>;
  static constexpr Info kInfo = P::kInfo;
  static constexpr int kControls = Controls::kCount;

  static void describe(const Setup& s, Spec& spec) {
    Its::describe(s, P::shape(s), spec);
    Controls::describe(spec);
    if constexpr (requires { P::weights(s, spec); }) P::weights(s, spec);
  }

  template <class V>
  static int state_values(const Setup& s) {
    const Shape shape = P::shape(s);
    return shape.copies * shape.state;
  }
  template <class V>
  static size_t state_bytes(const Setup& s) {
    return count_at<V>(state_values<V>(s)) + sizeof(int64_t);
  }
  // The state before every frame, and at the head how many frames there were before the call.
  template <class V>
  static size_t tape_bytes(const Setup& s, int frames, int) {
    return kHead<V> + sizeof(V) * state_values<V>(s) * static_cast<size_t>(frames);
  }
  template <class V>
  static size_t scratch_bytes(const Setup& s, int, int) {
    const Sizes n(s, P::shape(s));
    return sizeof(V) * (2 * n.weights + 3 * kControls + 2 * n.in + n.out + pull_size(n.in, n.out));
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const P formula(s);
    const Shape shape = P::shape(s);
    const int values = shape.copies * shape.state;
    V *state = static_cast<V*>(io.state), *weights = static_cast<V*>(io.scratch),
      *controls = weights + shape.weights;
    int64_t& seen = count_of(static_cast<char*>(io.state) + count_at<V>(values));
    if (io.tape && call.frames) count_of(io.tape) = seen;
    spread(shape, io, weights);
    for (int t = 0; t < call.frames; ++t, ++seen) {
      Controls::template read<V>(s, io, t, controls);
      if (io.tape) {
        V* kept = tape_of<V>(io) + static_cast<size_t>(t) * values;
        for (int i = 0; i < values; ++i) kept[i] = state[i];
      }
      for (int c = 0; c < shape.copies; ++c) {
        Moment<V> m{{}, {}, state + c * shape.state, controls, weights, seen};
        for (int i = 0; i < Its::kIn; ++i)
          m.in[i] = s.in_channels[i] ? lanes_of<V>(io.in[i]) + Its::at(shape, shape.in[i], t, c) : nullptr;
        for (int o = 0; o < Its::kOut; ++o)
          m.out[o] = lanes_of<V>(io.out[o]) + Its::at(shape, shape.out[o], t, c);
        formula.template step<V>(m);
      }
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const P formula(s);
    const Shape shape = P::shape(s);
    const Sizes n(s, shape);
    Backward<V> b(n, static_cast<V*>(io.scratch));
    spread(shape, io, b.weights);
    for (int i = 0; i < n.weights; ++i) b.d_weights[i] = V(0.f);
    for (int t = call.frames - 1; t >= 0; --t) {
      Controls::template read<V>(s, io, t, b.controls);
      for (int c = 0; c < kControls; ++c) b.d_controls[c] = V(0.f);
      for (int c = 0; c < shape.copies; ++c) reverse_one(formula, s, shape, n, io, b, t, c);
      Controls::template fold<V>(s, io, t, b.controls, b.d_controls);
    }
    if (io.d_weights)
      for (int i = 0; i < n.weights; ++i) io.d_weights[kControls + i] += sum(b.d_weights[i]);
  }

 private:
  template <class V>
  static constexpr size_t kHead = sizeof(V) > sizeof(int64_t) ? sizeof(V) : sizeof(int64_t);
  // Bytes before the count in a state of so many values.
  template <class V>
  static constexpr size_t count_at(int values) {
    return (sizeof(V) * static_cast<size_t>(values) + 7) / 8 * 8;
  }
  static int64_t& count_of(void* p) { return *static_cast<int64_t*>(p); }
  template <class V>
  static V* tape_of(const Io<Scalar<V>>& io) {
    return reinterpret_cast<V*>(static_cast<char*>(io.tape) + kHead<V>);
  }
  template <class V>
  static void spread(const Shape& shape, const Io<Scalar<V>>& io, V* weights) {
    for (int i = 0; i < shape.weights; ++i) weights[i] = V(io.weights[kControls + i]);
  }

  // The numbers that one copy's formula reads, in this order, and writes: state and outputs.
  struct Sizes {
    int state, wires, weights, in, out;
    Sizes(const Setup& s, const Shape& shape)
        : state(shape.state),
          wires(Its::count_in(s, shape)),
          weights(shape.weights),
          in(state + wires + kControls + weights),
          out(state + Its::count_out(shape)) {}
  };
  template <class V>
  struct Backward {
    V *weights, *d_weights, *controls, *d_controls, *x, *d_x, *d_y, *seeds;
    Backward(const Sizes& n, V* memory) {
      weights = memory;
      d_weights = weights + n.weights;
      controls = d_weights + n.weights;
      d_controls = controls + kControls;
      x = d_controls + 2 * kControls;
      d_x = x + n.in;
      d_y = d_x + n.in;
      seeds = d_y + n.out;
    }
  };

  template <class V>
  static void reverse_one(const P& formula, const Setup& s, const Shape& shape, const Sizes& n,
                          const Io<Scalar<V>>& io, Backward<V>& b, int t, int c) {
    const int values = shape.copies * shape.state;
    const V* before = tape_of<V>(io) + static_cast<size_t>(t) * values + c * shape.state;
    V* adjoint = static_cast<V*>(io.d_state) + c * shape.state;
    gather(s, shape, n, io, b, before, t, c);
    V* d_y = b.d_y;
    for (int i = 0; i < n.state; ++i) *d_y++ = adjoint[i];
    for (int o = 0; o < Its::kOut; ++o) {
      const V* d_out = lanes_of<V>(io.d_out[o]) + Its::at(shape, shape.out[o], t, c);
      for (int i = 0; i < shape.out[o]; ++i) *d_y++ = d_out[i];
    }
    for (int i = 0; i < n.in; ++i) b.d_x[i] = V(0.f);
    const int64_t seen = count_of(io.tape) + t;
    pull<V>([&](const Seed<V>* x, Seed<V>* y) { run(formula, s, shape, n, x, y, seen); }, n.in, b.x, n.out,
            b.d_y, b.d_x, b.seeds);
    const V* d = b.d_x;
    for (int i = 0; i < n.state; ++i) adjoint[i] = *d++;
    for (int i = 0; i < Its::kIn; ++i) {
      if (!s.in_channels[i]) continue;
      if (io.d_in[i]) {
        V* d_in = lanes_of<V>(io.d_in[i]) + Its::at(shape, shape.in[i], t, c);
        for (int k = 0; k < shape.in[i]; ++k) d_in[k] += d[k];
      }
      d += shape.in[i];
    }
    for (int i = 0; i < kControls; ++i) b.d_controls[i] += *d++;
    for (int i = 0; i < n.weights; ++i) b.d_weights[i] += *d++;
  }

  template <class V>
  static void gather(const Setup& s, const Shape& shape, const Sizes& n, const Io<Scalar<V>>& io,
                     Backward<V>& b, const V* before, int t, int c) {
    V* x = b.x;
    for (int i = 0; i < n.state; ++i) *x++ = before[i];
    for (int i = 0; i < Its::kIn; ++i) {
      if (!s.in_channels[i]) continue;
      const V* in = lanes_of<V>(io.in[i]) + Its::at(shape, shape.in[i], t, c);
      for (int k = 0; k < shape.in[i]; ++k) *x++ = in[k];
    }
    for (int i = 0; i < kControls; ++i) *x++ = b.controls[i];
    for (int i = 0; i < n.weights; ++i) *x++ = b.weights[i];
  }

  template <class T>
  static void run(const P& formula, const Setup& s, const Shape& shape, const Sizes& n, const T* x, T* y,
                  int64_t seen) {
    Moment<T> m{{}, {}, y, x + n.state + n.wires, x + n.state + n.wires + kControls, seen};
    for (int i = 0; i < n.state; ++i) y[i] = x[i];
    x += n.state;
    y += n.state;
    for (int i = 0; i < Its::kIn; ++i) {
      m.in[i] = s.in_channels[i] ? x : nullptr;
      x += s.in_channels[i] ? shape.in[i] : 0;
    }
    for (int o = 0; o < Its::kOut; ++o) {
      m.out[o] = y;
      y += shape.out[o];
    }
    formula.template step<T>(m);
  }
};

PARTIALS_END
