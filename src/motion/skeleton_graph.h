// SPDX-License-Identifier: MIT
// Graph convolution over the joints of a skeleton (Yan, Xiong and Lin 2018, ST-GCN, with the partition by the
// distance to the root): every joint sees itself, its parent and the mean of its children, through weights
// that all joints share,
//   y_k = W [x_k ; x_parent(k) ; mean of x_child] + b
// with zeros where there is no parent or child. Skeleton: motion/chains.h. in [joints][features], out
// [joints][units]; W [units][3 features], b [units]. Beside it, `dense` sees all joints at once.
#pragma once
#include "base/kernel.h"
#include "motion/chains.h"
#include "nn/matmul.h"

PARTIALS_BEGIN

struct SkeletonGraph {
  static constexpr Control kOwn[] = {{"features", Unit::count, 1, 256, Taper::linear, 3},
                                     {"units", Unit::count, 1, 256, Taper::linear, 4}};
  static constexpr auto kSettings = with_chains(kOwn);
  static constexpr Info kInfo{"skeleton_graph", 1, "graph convolution over the joints of a skeleton",
                              kSettings.items, kSettings.kCount};

  // Sizes: features and units of a joint, and what a joint sees.
  struct Sizes {
    int features, units, seen;
    explicit Sizes(const Setup& s)
        : features(s.settings.count("features")), units(s.settings.count("units")), seen(3 * features) {}
  };

  static void describe(const Setup& s, Spec& spec) {
    const Chains chains(s.settings);
    const Sizes n(s);
    spec.add_in({"in", Rate::frame, chains.joints * n.features});
    spec.add_out({"out", Rate::frame, chains.joints * n.units});
    spec.add_weight({"w", n.units, n.seen, Init::uniform_fan_in, 1, 0, 0, true});
    spec.add_weight({"b", n.units, 1, Init::zero});
    if (chains.error) spec.error = chains.error;
  }

  template <class V>
  static size_t product_bytes(const Sizes& n) {
    const size_t a = Product<V>::bytes(n.units, n.seen), b = TransposedProduct<V>::bytes(n.units, n.seen);
    return whole_lines(a > b ? a : b);
  }
  // A product, then what all joints see, and its gradient.
  template <class V>
  static size_t scratch_bytes(const Setup& s, int frames, int) {
    const Sizes n(s);
    const size_t joints = static_cast<size_t>(Chains(s.settings).joints) * frames;
    return product_bytes<V>(n) + sizeof(V) * 2 * joints * n.seen;
  }

  // f(joint that sees, which of the three parts, joint that is seen, share)
  template <class F>
  static void each_sight(const Chains& chains, F&& f) {
    int children[kMaxChainedJoints] = {};
    for (int k = 1; k < chains.joints; ++k) ++children[chains.parent[k]];
    for (int k = 0; k < chains.joints; ++k) f(k, 0, k, 1.0);
    for (int k = 1; k < chains.joints; ++k) {
      f(k, 1, chains.parent[k], 1.0);
      f(chains.parent[k], 2, k, 1.0 / children[chains.parent[k]]);
    }
  }
  template <class V>
  static V* look(const Call& call, const Io<Scalar<V>>& io, const Chains& chains, const Sizes& n) {
    V* sights = reinterpret_cast<V*>(static_cast<char*>(io.scratch) + product_bytes<V>(n));
    const size_t frame = static_cast<size_t>(chains.joints) * n.seen;
    for (size_t i = 0; i < frame * call.frames; ++i) sights[i] = V(0.f);
    for (int t = 0; t < call.frames; ++t) {
      const V* x = lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * chains.joints * n.features;
      V* z = sights + t * frame;
      each_sight(chains, [&](int k, int part, int seen, double share) {
        for (int i = 0; i < n.features; ++i)
          z[k * n.seen + part * n.features + i] +=
              x[seen * n.features + i] * V(static_cast<Scalar<V>>(share));
      });
    }
    return sights;
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const Chains chains(s.settings);
    const Sizes n(s);
    const V* z = look<V>(call, io, chains, n);
    const int rows = call.frames * chains.joints;
    const auto* b = io.weights + static_cast<size_t>(n.units) * n.seen;
    V* y = lanes_of<V>(io.out[0]);
    for (int r = 0; r < rows; ++r)
      for (int u = 0; u < n.units; ++u) y[static_cast<size_t>(r) * n.units + u] = V(b[u]);
    Product<V>(io.weights, n.units, n.seen, io.scratch).add(z, y, rows);
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const Chains chains(s.settings);
    const Sizes n(s);
    const int rows = call.frames * chains.joints;
    V* z = look<V>(call, io, chains, n);
    const V* g = lanes_of<V>(io.d_out[0]);
    if (io.d_weights) {
      outer_add<V>(g, n.units, z, n.seen, io.d_weights, rows);
      add_columns<V>(g, n.units, io.d_weights + static_cast<size_t>(n.units) * n.seen, rows);
    }
    if (!io.d_in[0]) return;
    const size_t frame = static_cast<size_t>(chains.joints) * n.seen;
    V* d_z = z + frame * call.frames;
    for (size_t i = 0; i < frame * call.frames; ++i) d_z[i] = V(0.f);
    TransposedProduct<V>(io.weights, n.units, n.seen, io.scratch).add(g, d_z, rows);
    for (int t = 0; t < call.frames; ++t) {
      V* d_x = lanes_of<V>(io.d_in[0]) + static_cast<size_t>(t) * chains.joints * n.features;
      const V* d = d_z + t * frame;
      each_sight(chains, [&](int k, int part, int seen, double share) {
        for (int i = 0; i < n.features; ++i)
          d_x[seen * n.features + i] +=
              d[k * n.seen + part * n.features + i] * V(static_cast<Scalar<V>>(share));
      });
    }
  }
};

PARTIALS_END
