// SPDX-License-Identifier: MIT
// Regression by demonstration: a smooth surface through examples (inverse multiquadrics, Hardy 1971) on a
// linear slope,
//   r_j^2 = sum_d (scale_d (x_d - centre_dj))^2          k_j = 1 / sqrt(1 + r_j^2)
//   y_k   = bias_k + sum_d linear_kd x_d + sum_j coefficient_kj k_j,   kept within [low_k, high_k]
// in [frames][D][lanes], out [frames][outputs][lanes]. Weights: centre [D][examples], scale [D] (one over the
// distance over which an input counts), coefficient [outputs][examples], linear [outputs][D], bias, low and
// high [outputs]. families/motion/fit_regression.h computes them in closed form.
#pragma once
#include "motion/example_distance.h"

PARTIALS_BEGIN

struct KernelMap {
  static constexpr Control kSettings[] = {{"examples", Unit::count, 1, 4096, Taper::linear, 8},
                                          {"outputs", Unit::count, 1, 256, Taper::linear, 3}};
  static constexpr Info kInfo{"kernel_map", 1, "regression through examples", kSettings, 2};

  struct Sizes {
    int inputs, examples, outputs;
    explicit Sizes(const Setup& s)
        : inputs(s.in_channels[0]),
          examples(s.settings.count("examples")),
          outputs(s.settings.count("outputs")) {}
  };

  static void describe(const Setup& s, Spec& spec) {
    const Sizes n(s);
    spec.add_in({"in", Rate::frame, 0});
    spec.add_out({"out", Rate::frame, n.outputs});
    spec.add_weight({"centre", n.inputs, n.examples, Init::normal});
    spec.add_weight({"scale", n.inputs, 1, Init::one});
    spec.add_weight({"coefficient", n.outputs, n.examples});
    spec.add_weight({"linear", n.outputs, n.inputs});
    spec.add_weight({"bias", n.outputs, 1, Init::zero});
    spec.add_weight({"low", n.outputs, 1, Init::constant, -8});
    spec.add_weight({"high", n.outputs, 1, Init::constant, 8});
  }

  // Where each tensor begins; of the weights or of their gradient.
  template <class S>
  struct Weights {
    S *centre, *scale, *coefficient, *linear, *bias, *low, *high;
    Weights(const Sizes& n, S* w) {
      const size_t examples = static_cast<size_t>(n.examples);
      centre = w;
      scale = centre + n.inputs * examples;
      coefficient = scale + n.inputs;
      linear = coefficient + n.outputs * examples;
      bias = linear + static_cast<size_t>(n.outputs) * n.inputs;
      low = bias + n.outputs;
      high = low + n.outputs;
    }
  };

  // k_j, and backwards their gradient.
  template <class V>
  static size_t scratch_bytes(const Setup& s, int, int) {
    return sizeof(V) * 2 * static_cast<size_t>(Sizes(s).examples);
  }

  template <class V>
  static void kernels(const Sizes& n, const Weights<const Scalar<V>>& w, const V* x, V* k) {
    distances_to_examples(n.inputs, n.examples, w.centre, w.scale, x, k);
    over_channels<V>(n.examples, [=]<class T>(int j) {
      const T one = T(1.f);
      put(k + j, one / sqrt_of(one + get<T>(k + j)));
    });
  }
  // Before the limits.
  template <class V>
  static V value(const Sizes& n, const Weights<const Scalar<V>>& w, const V* x, const V* k, int output) {
    V y = V(w.bias[output]) +
          sum_of_products<V>(w.coefficient + static_cast<size_t>(output) * n.examples, k, n.examples);
    for (int d = 0; d < n.inputs; ++d) y += V(w.linear[output * n.inputs + d]) * x[d];
    return y;
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const Sizes n(s);
    const Weights<const Scalar<V>> w(n, io.weights);
    V* k = static_cast<V*>(io.scratch);
    for (int t = 0; t < call.frames; ++t) {
      const V* x = lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n.inputs;
      V* y = lanes_of<V>(io.out[0]) + static_cast<size_t>(t) * n.outputs;
      kernels(n, w, x, k);
      for (int o = 0; o < n.outputs; ++o)
        y[o] = max_of(min_of(value(n, w, x, k, o), V(w.high[o])), V(w.low[o]));
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const Sizes n(s);
    const Weights<const Scalar<V>> w(n, io.weights);
    Weights<Scalar<V>> d(n, io.d_weights);
    if (!io.d_weights) d.centre = nullptr;
    V *k = static_cast<V*>(io.scratch), *d_k = k + n.examples;
    for (int t = 0; t < call.frames; ++t) {
      const V* x = lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n.inputs;
      const V* g = lanes_of<V>(io.d_out[0]) + static_cast<size_t>(t) * n.outputs;
      V* d_x = io.d_in[0] ? lanes_of<V>(io.d_in[0]) + static_cast<size_t>(t) * n.inputs : nullptr;
      kernels(n, w, x, k);
      for (int j = 0; j < n.examples; ++j) d_k[j] = V(0.f);
      for (int o = 0; o < n.outputs; ++o) reverse_output(n, w, d, x, k, g[o], o, d_x, d_k);
      // of r^2: dk / dr^2 = -k^3 / 2
      for (int j = 0; j < n.examples; ++j) d_k[j] *= V(-0.5f) * k[j] * k[j] * k[j];
      reverse_distances(n.inputs, n.examples, w.centre, w.scale, x, d_k, d_x, d.centre, d.scale);
    }
  }

 private:
  template <class V>
  static void reverse_output(const Sizes& n, const Weights<const Scalar<V>>& w, const Weights<Scalar<V>>& d,
                             const V* x, const V* k, const V& g, int o, V* d_x, V* d_k) {
    const V y = value(n, w, x, k, o), low = V(w.low[o]), high = V(w.high[o]), none = V(0.f);
    const V inside = select(y < low, none, select(y > high, none, g));
    const Scalar<V>*coefficient = w.coefficient + static_cast<size_t>(o) * n.examples,
          *linear = w.linear + static_cast<size_t>(o) * n.inputs;
    for (int j = 0; j < n.examples; ++j) d_k[j] += inside * V(coefficient[j]);
    if (d_x)
      for (int i = 0; i < n.inputs; ++i) d_x[i] += inside * V(linear[i]);
    if (!d.centre) return;
    d.low[o] += sum(select(y < low, g, none));
    d.high[o] += sum(select(y > high, g, none));
    d.bias[o] += sum(inside);
    for (int i = 0; i < n.inputs; ++i) d.linear[o * n.inputs + i] += sum(inside * x[i]);
    for (int j = 0; j < n.examples; ++j)
      d.coefficient[static_cast<size_t>(o) * n.examples + j] += sum(inside * k[j]);
  }
};

PARTIALS_END
