// SPDX-License-Identifier: MIT
// Classification by demonstration: examples vote with a weight that falls with distance, and so does "none of
// these" with a weight of its own (a Parzen window, Parzen 1962, with a rejection, Chow 1970),
//   r_j^2 = sum_d (scale_d (x_d - centre_dj))^2     v_c = sum_j member_cj exp(-r_j^2 / 2)
//   p_c   = v_c / (sum_c v_c + none)                p_none = none / (sum_c v_c + none)
// in [frames][D][lanes], out [frames][classes + 1][lanes], none of these last; they sum to one. Weights:
// centre [D][examples], scale [D] (one over the reach of an example), member [classes][examples], none [1].
// families/motion/fit_classes.h computes them in closed form.
#pragma once
#include "motion/example_distance.h"

PARTIALS_BEGIN

struct KernelClasses {
  static constexpr Control kSettings[] = {{"examples", Unit::count, 1, 65536, Taper::linear, 8},
                                          {"classes", Unit::count, 1, 256, Taper::linear, 3}};
  static constexpr Info kInfo{"kernel_classes", 1, "classification by examples, with none of these",
                              kSettings, 2};

  struct Sizes {
    int inputs, examples, classes;
    explicit Sizes(const Setup& s)
        : inputs(s.in_channels[0]),
          examples(s.settings.count("examples")),
          classes(s.settings.count("classes")) {}
  };

  static void describe(const Setup& s, Spec& spec) {
    const Sizes n(s);
    spec.add_in({"in", Rate::frame, 0});
    spec.add_out({"likelihood", Rate::frame, n.classes + 1});
    spec.add_weight({"centre", n.inputs, n.examples, Init::normal});
    spec.add_weight({"scale", n.inputs, 1, Init::one});
    spec.add_weight({"member", n.classes, n.examples, Init::constant, 0.5, 0, 1});
    spec.add_weight({"none", 1, 1, Init::constant, 0.1, 1e-6, 1});
  }

  template <class S>
  struct Weights {
    S *centre, *scale, *member, *none;
    Weights(const Sizes& n, S* w) {
      centre = w;
      scale = centre + static_cast<size_t>(n.inputs) * n.examples;
      member = scale + n.inputs;
      none = member + static_cast<size_t>(n.classes) * n.examples;
    }
  };

  // exp(-r_j^2 / 2), and backwards their gradient.
  template <class V>
  static size_t scratch_bytes(const Setup& s, int, int) {
    return sizeof(V) * 2 * static_cast<size_t>(Sizes(s).examples);
  }

  // Votes into y [classes]; returns their sum with that of none.
  template <class V>
  static V votes(const Sizes& n, const Weights<const Scalar<V>>& w, const V* x, V* k, V* y) {
    distances_to_examples(n.inputs, n.examples, w.centre, w.scale, x, k);
    over_channels<V>(n.examples, [=]<class T>(int j) { put(k + j, exp_of(T(-0.5f) * get<T>(k + j))); });
    V all = V(*w.none);
    for (int c = 0; c < n.classes; ++c) {
      y[c] = sum_of_products<V>(w.member + static_cast<size_t>(c) * n.examples, k, n.examples);
      all += y[c];
    }
    return all;
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const Sizes n(s);
    const Weights<const Scalar<V>> w(n, io.weights);
    for (int t = 0; t < call.frames; ++t) {
      V* y = lanes_of<V>(io.out[0]) + static_cast<size_t>(t) * (n.classes + 1);
      const V one = V(1.f) / votes(n, w, lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n.inputs,
                                   static_cast<V*>(io.scratch), y);
      for (int c = 0; c < n.classes; ++c) y[c] *= one;
      y[n.classes] = V(*w.none) * one;
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const Sizes n(s);
    const Weights<const Scalar<V>> w(n, io.weights);
    Weights<Scalar<V>> d(n, io.d_weights);
    if (!io.d_weights) d.centre = d.scale = nullptr;
    V *k = static_cast<V*>(io.scratch), *d_k = k + n.examples;
    for (int t = 0; t < call.frames; ++t) {
      const V* x = lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n.inputs;
      V* y = lanes_of<V>(io.out[0]) + static_cast<size_t>(t) * (n.classes + 1);
      const V* g = lanes_of<V>(io.d_out[0]) + static_cast<size_t>(t) * (n.classes + 1);
      V* d_x = io.d_in[0] ? lanes_of<V>(io.d_in[0]) + static_cast<size_t>(t) * n.inputs : nullptr;
      reverse_votes(n, w, d, x, k, d_k, y, g, io.d_weights != nullptr);
      // of r^2: d exp(-r^2 / 2) / dr^2 = -exp(-r^2 / 2) / 2
      for (int j = 0; j < n.examples; ++j) d_k[j] *= V(-0.5f) * k[j];
      reverse_distances(n.inputs, n.examples, w.centre, w.scale, x, d_k, d_x, d.centre, d.scale);
    }
  }

 private:
  // Makes the output y again on the way.
  template <class V>
  static void reverse_votes(const Sizes& n, const Weights<const Scalar<V>>& w, const Weights<Scalar<V>>& d,
                            const V* x, V* k, V* d_k, V* y, const V* g, bool learns) {
    const V one = V(1.f) / votes(n, w, x, k, y);
    V mean = g[n.classes] * V(*w.none) * one;  // sum of g p
    for (int c = 0; c < n.classes; ++c) {
      y[c] *= one;
      mean += g[c] * y[c];
    }
    y[n.classes] = V(*w.none) * one;
    if (learns) *d.none += sum((g[n.classes] - mean) * one);
    for (int j = 0; j < n.examples; ++j) d_k[j] = V(0.f);
    for (int c = 0; c < n.classes; ++c) {
      const V d_vote = (g[c] - mean) * one;
      const Scalar<V>* member = w.member + static_cast<size_t>(c) * n.examples;
      for (int j = 0; j < n.examples; ++j) {
        d_k[j] += d_vote * V(member[j]);
        if (learns) d.member[static_cast<size_t>(c) * n.examples + j] += sum(d_vote * k[j]);
      }
    }
  }
};

PARTIALS_END
