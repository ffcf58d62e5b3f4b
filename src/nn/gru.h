// SPDX-License-Identifier: MIT
// Gated recurrent unit (Cho et al. 2014) in the form of PyTorch, and of Keras with reset_after:
//   r = s(W_r x + b_r + U_r h + c_r)    z = s(W_z x + b_z + U_z h + c_z)    n = tanh(W_n x + b_n + r (U_n h + c_n))
//   h' = (1 - z) n + z h
// in [frames][cols][lanes], out [frames][units][lanes]. Weights w_ih [3 units][cols] and w_hh [3 units][units] with rows in the
// order r, z, n; b_ih and b_hh [3 units]. State: h [units], zero after reset.
#pragma once
#include "base/kernel.h"
#include "base/math.h"
#include "nn/matmul.h"

PARTIALS_BEGIN

struct Gru {
  static constexpr Control kSettings[] = {{"units", Unit::count, 1, 4096, Taper::linear, 16}};
  static constexpr Info kInfo{"gru", 1, "gated recurrent unit", kSettings, 1};

  static void describe(const Setup& s, Spec& spec) {
    const int h = units(s), x = s.in_channels[0];
    spec.add_in({"in", Rate::frame, 0});
    spec.add_out({"out", Rate::frame, h});
    const double scale = x > 0 ? std::sqrt(static_cast<double>(x) / h) : 1;  // 1 / sqrt(units) for both, as PyTorch
    spec.add_weight({"w_ih", 3 * h, x, Init::uniform_fan_in, scale, 0, 0, true});
    spec.add_weight({"w_hh", 3 * h, h, Init::uniform_fan_in, 1, 0, 0, true});
    spec.add_weight({"b_ih", 3 * h, 1, Init::zero});
    spec.add_weight({"b_hh", 3 * h, 1, Init::zero});
  }
  static int units(const Setup& s) { return s.settings.count("units"); }

  template <class V> static size_t state_bytes(const Setup& s) { return sizeof(V) * units(s); }
  template <class V> static int state_values(const Setup& s) { return units(s); }
  // Kept for every frame: gates [3 units], q = U_n h + c_n [units], h before [units].
  template <class V> static size_t tape_bytes(const Setup& s, int frames, int) { return sizeof(V) * 5 * units(s) * static_cast<size_t>(frames); }
  template <class V> static size_t scratch_bytes(const Setup& s, int frames, int) {
    return sizeof(V) * (6 * units(s) * static_cast<size_t>(frames) + 4 * units(s));
  }

  template <class V>
  struct Kept {
    V *gates, *q, *before;
    Kept(const Setup& s, const Call& call, void* memory) {
      gates = static_cast<V*>(memory);
      q = gates + 3 * static_cast<size_t>(units(s)) * call.frames;
      before = q + static_cast<size_t>(units(s)) * call.frames;
    }
  };
  template <class V>
  struct Weights {
    const Scalar<V> *w_ih, *w_hh, *b_ih, *b_hh;
    size_t at_hh, at_bi, at_bh;
    Weights(const Setup& s, const Scalar<V>* w) {
      const size_t h = units(s);
      at_hh = 3 * h * s.in_channels[0], at_bi = at_hh + 3 * h * h, at_bh = at_bi + 3 * h;
      w_ih = w, w_hh = w + at_hh, b_ih = w + at_bi, b_hh = w + at_bh;
    }
  };

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int h = units(s);
    const Weights<V> w(s, io.weights);
    V* state = static_cast<V*>(io.state);
    V* work = static_cast<V*>(io.scratch);
    const Kept<V> kept(s, call, io.tape ? io.tape : work + 4 * h);
    V* u = work;  // U h + c [3 units]
    for (int t = 0; t < call.frames; ++t)
      for (int i = 0; i < 3 * h; ++i) kept.gates[static_cast<size_t>(t) * 3 * h + i] = V(w.b_ih[i]);
    matmul_add<V>(w.w_ih, 3 * h, s.in_channels[0], lanes_of<V>(io.in[0]), kept.gates, call.frames);
    for (int t = 0; t < call.frames; ++t) {
      V* g = kept.gates + static_cast<size_t>(t) * 3 * h;
      V *q = kept.q + static_cast<size_t>(t) * h, *before = kept.before + static_cast<size_t>(t) * h;
      for (int i = 0; i < 3 * h; ++i) u[i] = V(w.b_hh[i]);
      matmul_add<V>(w.w_hh, 3 * h, h, state, u, 1);
      for (int i = 0; i < h; ++i) {
        const V r = sigmoid_of(g[i] + u[i]), z = sigmoid_of(g[h + i] + u[h + i]);
        const V n = tanh_of(g[2 * h + i] + r * u[2 * h + i]);
        before[i] = state[i];
        q[i] = u[2 * h + i];
        g[i] = r, g[h + i] = z, g[2 * h + i] = n;
        state[i] = n + z * (state[i] - n);
        lanes_of<V>(io.out[0])[static_cast<size_t>(t) * h + i] = state[i];
      }
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int h = units(s), x = s.in_channels[0];
    const Weights<V> w(s, io.weights);
    const Kept<V> kept(s, call, io.tape);
    V* d_h = static_cast<V*>(io.d_state);
    V* d_gx = static_cast<V*>(io.scratch) + 4 * h;                       // [frames][3 units], before the inputs' sum
    V* d_gh = d_gx + 3 * static_cast<size_t>(h) * call.frames;           // the same for the state's
    for (int t = call.frames - 1; t >= 0; --t) {
      const V* g = kept.gates + static_cast<size_t>(t) * 3 * h;
      const V *q = kept.q + static_cast<size_t>(t) * h, *before = kept.before + static_cast<size_t>(t) * h;
      V *dx = d_gx + static_cast<size_t>(t) * 3 * h, *dh = d_gh + static_cast<size_t>(t) * 3 * h;
      for (int i = 0; i < h; ++i) {
        const V r = g[i], z = g[h + i], n = g[2 * h + i];
        const V d = lanes_of<V>(io.d_out[0])[static_cast<size_t>(t) * h + i] + d_h[i];
        const V d_n = d * (V(1.f) - z) * (V(1.f) - n * n);
        dx[i] = dh[i] = d_n * q[i] * r * (V(1.f) - r);
        dx[h + i] = dh[h + i] = d * (before[i] - n) * z * (V(1.f) - z);
        dx[2 * h + i] = d_n;
        dh[2 * h + i] = d_n * r;
        d_h[i] = d * z;
      }
      matmul_transposed_add<V>(w.w_hh, 3 * h, h, dh, d_h, 1);
    }
    if (io.d_in[0]) matmul_transposed_add<V>(w.w_ih, 3 * h, x, d_gx, lanes_of<V>(io.d_in[0]), call.frames);
    if (!io.d_weights) return;
    outer_add<V>(d_gx, 3 * h, lanes_of<V>(io.in[0]), x, io.d_weights, call.frames);
    outer_add<V>(d_gh, 3 * h, kept.before, h, io.d_weights + w.at_hh, call.frames);
    for (int i = 0; i < 3 * h; ++i) {
      V a = V(0.f), b = V(0.f);
      for (int t = 0; t < call.frames; ++t) a += d_gx[static_cast<size_t>(t) * 3 * h + i], b += d_gh[static_cast<size_t>(t) * 3 * h + i];
      io.d_weights[w.at_bi + i] += sum(a);
      io.d_weights[w.at_bh + i] += sum(b);
    }
  }
};

PARTIALS_END
