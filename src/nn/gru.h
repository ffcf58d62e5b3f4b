// SPDX-License-Identifier: MIT
// Gated recurrent unit (Cho et al. 2014) in the form of PyTorch, and of Keras with reset_after:
//   r = s(W_r x + b_r + U_r h + c_r)    z = s(W_z x + b_z + U_z h + c_z)
//   n = tanh(W_n x + b_n + r (U_n h + c_n))
//   h' = (1 - z) n + z h
// in [frames][cols][lanes], out [frames][units][lanes]. Rows of the weights (nn/recurrent.h) in the order r,
// z, n. State: h [units], zero after reset.
#pragma once
#include "nn/recurrent.h"

PARTIALS_BEGIN

struct Gru : Recurrent<3> {
  static constexpr Info kInfo{"gru", 1, "gated recurrent unit", kRecurrentSettings, 1};

  template <class V>
  static size_t state_bytes(const Setup& s) {
    return sizeof(V) * units(s);
  }
  template <class V>
  static int state_values(const Setup& s) {
    return units(s);
  }
  // Kept for every frame: gates [3 units], q = U_n h + c_n [units], h before [units].
  template <class V>
  static size_t tape_bytes(const Setup& s, int frames, int samples) {
    frames = times(s, frames, samples);
    return sizeof(V) * 5 * units(s) * static_cast<size_t>(frames);
  }
  // A product, then U h + c and the tape where none is kept; or backwards the gradients of both kinds of
  // sums.
  template <class V>
  static size_t scratch_bytes(const Setup& s, int frames, int samples) {
    frames = times(s, frames, samples);
    return product_bytes<V>(s) + sizeof(V) * units(s) * (3 + 6 * static_cast<size_t>(frames));
  }

  template <class V>
  struct Kept {
    V *gates, *q, *before;
    Kept(const Setup& s, const Call& call, void* memory) {
      const size_t n = static_cast<size_t>(units(s)) * times(s, call);
      gates = static_cast<V*>(memory);
      q = gates + 3 * n;
      before = q + n;
    }
  };

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int h = units(s);
    const Scalar<V>*b_ih = biases<V>(s, io), *b_hh = b_ih + 3 * h;
    V *state = static_cast<V*>(io.state), *u = after_product<V>(s, io.scratch);
    const Kept<V> kept(s, call, io.tape ? io.tape : u + 3 * h);
    for (int t = 0; t < times(s, call); ++t)
      for (int i = 0; i < 3 * h; ++i) kept.gates[static_cast<size_t>(t) * 3 * h + i] = V(b_ih[i]);
    from_input<V>(s, io).add(lanes_of<V>(io.in[0]), kept.gates, times(s, call));
    const Product<V> product = from_state<V>(s, io);
    for (int t = 0; t < times(s, call); ++t) {
      const size_t at = static_cast<size_t>(t) * h;
      V *g = kept.gates + 3 * at, *q = kept.q + at, *before = kept.before + at,
        *out = lanes_of<V>(io.out[0]) + at;
      for (int i = 0; i < 3 * h; ++i) u[i] = V(b_hh[i]);
      product.add(state, u, 1);
      over_channels<V>(h, [=]<class T>(int i) {
        const T inner = get<T>(u + 2 * h + i), last = get<T>(state + i);
        const T r = sigmoid_of(get<T>(g + i) + get<T>(u + i)),
                z = sigmoid_of(get<T>(g + h + i) + get<T>(u + h + i));
        const T n = tanh_of(get<T>(g + 2 * h + i) + r * inner), next = n + z * (last - n);
        put(before + i, last);
        put(q + i, inner);
        put(g + i, r);
        put(g + h + i, z);
        put(g + 2 * h + i, n);
        put(state + i, next);
        put(out + i, next);
      });
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int h = units(s);
    const Weights<V> w(s, io.weights);
    const Kept<V> kept(s, call, io.tape);
    V *d_h = static_cast<V*>(io.d_state), *d_gx = after_product<V>(s, io.scratch),
      *d_gh = d_gx + 3 * static_cast<size_t>(h) * times(s, call);
    const TransposedProduct<V> product(w.w_hh, 3 * h, h, io.scratch);
    for (int t = times(s, call) - 1; t >= 0; --t) {
      const size_t at = static_cast<size_t>(t) * h;
      const V *g = kept.gates + 3 * at, *q = kept.q + at, *before = kept.before + at,
              *d_out = lanes_of<V>(io.d_out[0]) + at;
      V *dx = d_gx + 3 * at, *dh = d_gh + 3 * at;
      for (int i = 0; i < h; ++i) {
        const V r = g[i], z = g[h + i], n = g[2 * h + i], d = d_out[i] + d_h[i];
        const V d_n = d * (V(1.f) - z) * (V(1.f) - n * n);
        dx[i] = dh[i] = d_n * q[i] * r * (V(1.f) - r);
        dx[h + i] = dh[h + i] = d * (before[i] - n) * z * (V(1.f) - z);
        dx[2 * h + i] = d_n;
        dh[2 * h + i] = d_n * r;
        d_h[i] = d * z;
      }
      product.add(dh, d_h, 1);
    }
    gradients<V>(s, call, io, d_gx, d_gh, kept.before, io.scratch);
  }
};

PARTIALS_END
