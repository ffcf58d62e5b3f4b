// SPDX-License-Identifier: MIT
// Dense layer, y = W x + b, at every frame. in [frames][cols][lanes], out [frames][units][lanes]; W
// [units][cols], b [units], which is left out with bias 0. W starts uniform within start / sqrt(cols), b at
// zero: with a small start an output layer begins nearly the same for every input, so that unseen inputs do
// not give random outputs.
#pragma once
#include "base/kernel.h"
#include "nn/matmul.h"

PARTIALS_BEGIN

struct Dense {
  static constexpr Control kSettings[] = {{"units", Unit::count, 1, 8192, Taper::linear, 64},
                                          {"bias", Unit::count, 0, 1, Taper::linear, 1},
                                          {"start", Unit::ratio, 0, 10, Taper::linear, 1}};
  static constexpr Info kInfo{"dense", 1, "dense layer", kSettings, 3};

  static bool biased(const Setup& s) { return s.settings.count("bias") != 0; }

  static void describe(const Setup& s, Spec& spec) {
    const int units = s.settings.count("units");
    spec.add_in({"in", Rate::frame, 0, false, true});
    spec.add_out({"out", s.in_rate[0], units});
    spec.add_weight(
        {"w", units, s.in_channels[0], Init::uniform_fan_in, s.settings.get("start"), 0, 0, true});
    if (biased(s)) spec.add_weight({"b", units, 1, Init::zero});
  }

  template <class V>
  static size_t scratch_bytes(const Setup& s, int, int) {
    const int units = s.settings.count("units"), cols = s.in_channels[0];
    const size_t a = Product<V>::bytes(units, cols), b = TransposedProduct<V>::bytes(units, cols);
    return a > b ? a : b;
  }

  // The matrix, and the biases behind it.
  static size_t packed_bias(const Setup& s) {
    return whole_lines(ByteProduct::bytes(s.settings.count("units"), s.in_channels[0]));
  }
  template <class V>
  static size_t packed_bytes(const Setup& s) {
    const size_t biases = biased(s) ? sizeof(float) * static_cast<size_t>(s.settings.count("units")) : 0;
    return __is_same(V, float) ? packed_bias(s) + biases : 0;
  }
  template <class V>
  static bool pack(const Setup& s, const Scalar<V>* weights, void* packed) {
    if constexpr (__is_same(V, float)) {
      const int units = s.settings.count("units"), cols = s.in_channels[0];
      if (biased(s))
        std::memcpy(static_cast<char*>(packed) + packed_bias(s), weights + static_cast<size_t>(units) * cols,
                    sizeof(float) * static_cast<size_t>(units));
      return ByteProduct::pack(weights, units, cols, packed);
    }
    return false;
  }
  // What pack() wrote, for a board.
  static void to_board(const Setup& s, void* packed) {
    ByteProduct::to_board(packed, s.settings.count("units"), s.in_channels[0]);
  }
  template <class V>
  static const Scalar<V>* bias(const Setup& s, const Io<Scalar<V>>& io) {
    if (!biased(s)) return nullptr;
    if (io.packed)
      return reinterpret_cast<const Scalar<V>*>(static_cast<const char*>(io.packed) + packed_bias(s));
    return io.weights + static_cast<size_t>(s.settings.count("units")) * s.in_channels[0];
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int units = s.settings.count("units"), cols = s.in_channels[0];
    const auto* b = bias<V>(s, io);
    V* y = lanes_of<V>(io.out[0]);
    for (int t = 0; t < times(s, call); ++t)
      for (int u = 0; u < units; ++u) y[static_cast<size_t>(t) * units + u] = b ? V(b[u]) : V(0.f);
    Product<V>(io.weights, units, cols, io.scratch, io.packed).add(lanes_of<V>(io.in[0]), y, times(s, call));
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int units = s.settings.count("units"), cols = s.in_channels[0];
    const V* g = lanes_of<V>(io.d_out[0]);
    if (io.d_in[0])
      TransposedProduct<V>(io.weights, units, cols, io.scratch)
          .add(g, lanes_of<V>(io.d_in[0]), times(s, call));
    if (!io.d_weights) return;
    outer_add<V>(g, units, lanes_of<V>(io.in[0]), cols, io.d_weights, times(s, call));
    if (biased(s)) add_columns<V>(g, units, io.d_weights + static_cast<size_t>(units) * cols, times(s, call));
  }
};

PARTIALS_END
