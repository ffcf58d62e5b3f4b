// SPDX-License-Identifier: MIT
// Long short-term memory (Hochreiter and Schmidhuber 1997, with forget gates, Gers et al. 2000) in the form
// of PyTorch:
//   i, f, o = s(W x + b + U h + c)    g = tanh(W_g x + b_g + U_g h + c_g)    c' = f c + i g
//   h' = o tanh(c')
// in [frames][cols][lanes], out [frames][units][lanes]. Rows of the weights (nn/recurrent.h) in the order i,
// f, g, o. State: h [units], c [units], zero after reset.
#pragma once
#include "nn/recurrent.h"

PARTIALS_BEGIN

struct Lstm : Recurrent<4> {
  static constexpr Info kInfo{"lstm", 1, "long short-term memory", kRecurrentSettings, 1};

  template <class V>
  static size_t state_bytes(const Setup& s) {
    return sizeof(V) * 2 * units(s);
  }
  template <class V>
  static int state_values(const Setup& s) {
    return 2 * units(s);
  }
  // Kept for every frame: gates [4 units], h before [units], c before [units], tanh(c) after [units].
  template <class V>
  static size_t tape_bytes(const Setup& s, int frames, int samples) {
    frames = times(s, frames, samples);
    return sizeof(V) * 7 * units(s) * static_cast<size_t>(frames);
  }
  // A product, then the tape where none is kept; or backwards the gradients of the gates' sums.
  template <class V>
  static size_t scratch_bytes(const Setup& s, int frames, int samples) {
    return product_bytes<V>(s) + tape_bytes<V>(s, frames, samples);
  }

  template <class V>
  struct Kept {
    V *gates, *h, *c, *shaped;
    Kept(const Setup& s, const Call& call, void* memory) {
      const size_t n = static_cast<size_t>(units(s)) * times(s, call);
      gates = static_cast<V*>(memory);
      h = gates + 4 * n;
      c = h + n;
      shaped = c + n;
    }
  };

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = units(s);
    const Scalar<V>*b_ih = biases<V>(s, io), *b_hh = b_ih + 4 * n;
    V *h = static_cast<V*>(io.state), *c = h + n;
    const Kept<V> kept(s, call, io.tape ? io.tape : after_product<V>(s, io.scratch));
    for (int t = 0; t < times(s, call); ++t)
      for (int i = 0; i < 4 * n; ++i) kept.gates[static_cast<size_t>(t) * 4 * n + i] = V(b_ih[i] + b_hh[i]);
    from_input<V>(s, io).add(lanes_of<V>(io.in[0]), kept.gates, times(s, call));
    const Product<V> product = from_state<V>(s, io);
    for (int t = 0; t < times(s, call); ++t) {
      const size_t at = static_cast<size_t>(t) * n;
      V *g = kept.gates + 4 * at, *out = lanes_of<V>(io.out[0]) + at;
      product.add(h, g, 1);
      over_channels<V>(n, [=]<class T>(int i) {
        const T in = sigmoid_of(get<T>(g + i)), forget = sigmoid_of(get<T>(g + n + i));
        const T cell = tanh_of(get<T>(g + 2 * n + i)), open = sigmoid_of(get<T>(g + 3 * n + i));
        const T last = get<T>(c + i), next = forget * last + in * cell, shaped = tanh_of(next),
                y = open * shaped;
        put(kept.h + at + i, get<T>(h + i));
        put(kept.c + at + i, last);
        put(kept.shaped + at + i, shaped);
        put(g + i, in);
        put(g + n + i, forget);
        put(g + 2 * n + i, cell);
        put(g + 3 * n + i, open);
        put(c + i, next);
        put(h + i, y);
        put(out + i, y);
      });
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = units(s);
    const Weights<V> w(s, io.weights);
    const Kept<V> kept(s, call, io.tape);
    V *d_h = static_cast<V*>(io.d_state), *d_c = d_h + n, *d_sums = after_product<V>(s, io.scratch);
    const TransposedProduct<V> product(w.w_hh, 4 * n, n, io.scratch);
    for (int t = times(s, call) - 1; t >= 0; --t) {
      const size_t at = static_cast<size_t>(t) * n;
      const V *g = kept.gates + 4 * at, *d_out = lanes_of<V>(io.d_out[0]) + at;
      V* d = d_sums + 4 * at;
      for (int i = 0; i < n; ++i) {
        const V in = g[i], forget = g[n + i], cell = g[2 * n + i], open = g[3 * n + i],
                shaped = kept.shaped[at + i];
        const V d_y = d_out[i] + d_h[i], d_cell = d_c[i] + d_y * open * (V(1.f) - shaped * shaped);
        d[i] = d_cell * cell * in * (V(1.f) - in);
        d[n + i] = d_cell * kept.c[at + i] * forget * (V(1.f) - forget);
        d[2 * n + i] = d_cell * in * (V(1.f) - cell * cell);
        d[3 * n + i] = d_y * shaped * open * (V(1.f) - open);
        d_c[i] = d_cell * forget;
        d_h[i] = V(0.f);
      }
      product.add(d, d_h, 1);
    }
    gradients<V>(s, call, io, d_sums, d_sums, kept.h, io.scratch);
  }
};

PARTIALS_END
