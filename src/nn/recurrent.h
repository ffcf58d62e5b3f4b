// SPDX-License-Identifier: MIT
// Shared by gated recurrent layers: weights w_ih [kGates units][cols], w_hh [kGates units][units], b_ih and
// b_hh [kGates units], named and ordered as PyTorch does; and the gradients that follow once those of the
// gates' sums are known for every frame.
#pragma once
#include "base/kernel.h"
#include "base/math.h"
#include "nn/matmul.h"
#include "nn/over_channels.h"

PARTIALS_BEGIN

inline constexpr Control kRecurrentSettings[] = {{"units", Unit::count, 1, 4096, Taper::linear, 16}};

template <int kGates>
struct Recurrent {
  static int units(const Setup& s) { return s.settings.count("units"); }

  static void describe(const Setup& s, Spec& spec) {
    const int h = units(s), cols = s.in_channels[0];
    spec.add_in({"in", Rate::frame, 0, false, true});
    spec.add_out({"out", s.in_rate[0], h});
    // 1 / sqrt(units) for both, as PyTorch
    const double scale = cols > 0 ? std::sqrt(static_cast<double>(cols) / h) : 1;
    spec.add_weight({"w_ih", kGates * h, cols, Init::uniform_fan_in, scale, 0, 0, true});
    spec.add_weight({"w_hh", kGates * h, h, Init::uniform_fan_in, 1, 0, 0, true});
    spec.add_weight({"b_ih", kGates * h, 1, Init::zero});
    spec.add_weight({"b_hh", kGates * h, 1, Init::zero});
  }

  template <class V>
  struct Weights {
    const Scalar<V>*w_ih, *w_hh, *b_ih, *b_hh;
    size_t at_hh, at_bi, at_bh;
    Weights(const Setup& s, const Scalar<V>* w) {
      const size_t h = units(s);
      at_hh = kGates * h * s.in_channels[0];
      at_bi = at_hh + kGates * h * h;
      at_bh = at_bi + kGates * h;
      w_ih = w;
      w_hh = w + at_hh;
      b_ih = w + at_bi;
      b_hh = w + at_bh;
    }
  };

  // Where one voice plays: both matrices, and b_ih and b_hh behind them.
  template <class V>
  static size_t packed_bytes(const Setup& s) {
    return __is_same(V, float) ? packed_bias(s) + sizeof(float) * 2 * kGates * units(s) : 0;
  }
  template <class V>
  static bool pack(const Setup& s, const Scalar<V>* weights, void* packed) {
    const int h = units(s), cols = s.in_channels[0];
    if constexpr (__is_same(V, float)) {
      const Weights<V> w(s, weights);
      std::memcpy(static_cast<char*>(packed) + packed_bias(s), w.b_ih, sizeof(float) * 2 * kGates * h);
      return ByteProduct::pack(weights, kGates * h, cols, packed) &&
             ByteProduct::pack(w.w_hh, kGates * h, h, static_cast<char*>(packed) + packed_ih(s));
    }
    return false;
  }
  // What pack() wrote, for a board.
  static void to_board(const Setup& s, void* packed) {
    ByteProduct::to_board(packed, kGates * units(s), s.in_channels[0]);
    ByteProduct::to_board(static_cast<char*>(packed) + packed_ih(s), kGates * units(s), units(s));
  }
  static size_t packed_bias(const Setup& s) {
    return packed_ih(s) + whole_lines(ByteProduct::bytes(kGates * units(s), units(s)));
  }
  static size_t packed_ih(const Setup& s) {
    return whole_lines(ByteProduct::bytes(kGates * units(s), s.in_channels[0]));
  }
  // b_ih, and b_hh behind it
  template <class V>
  static const Scalar<V>* biases(const Setup& s, const Io<Scalar<V>>& io) {
    if (io.packed)
      return reinterpret_cast<const Scalar<V>*>(static_cast<const char*>(io.packed) + packed_bias(s));
    return Weights<V>(s, io.weights).b_ih;
  }
  template <class V>
  static Product<V> from_input(const Setup& s, const Io<Scalar<V>>& io) {
    return {Weights<V>(s, io.weights).w_ih, kGates * units(s), s.in_channels[0], io.scratch, io.packed};
  }
  template <class V>
  static Product<V> from_state(const Setup& s, const Io<Scalar<V>>& io) {
    return {Weights<V>(s, io.weights).w_hh, kGates * units(s), units(s), io.scratch,
            io.packed ? static_cast<const char*>(io.packed) + packed_ih(s) : nullptr};
  }

  // Scratch for one product at a time.
  template <class V>
  static size_t product_bytes(const Setup& s) {
    const int h = units(s), rows = kGates * h, cols = s.in_channels[0];
    const size_t all[] = {Product<V>::bytes(rows, cols), Product<V>::bytes(rows, h),
                          TransposedProduct<V>::bytes(rows, cols), TransposedProduct<V>::bytes(rows, h)};
    size_t most = 0;
    for (size_t n : all) most = n > most ? n : most;
    return most;
  }
  template <class V>
  static V* after_product(const Setup& s, void* scratch) {
    return reinterpret_cast<V*>(static_cast<char*>(scratch) + product_bytes<V>(s));
  }

  // d_x and d_h [frames][kGates units]: gradients of the gates' sums as the input and as the state see them
  // (d_h may be d_x). before [frames][units]: the state at the start of every frame.
  template <class V>
  static void gradients(const Setup& s, const Call& call, const Io<Scalar<V>>& io, const V* d_x, const V* d_h,
                        const V* before, void* memory) {
    const int h = units(s), rows = kGates * h, cols = s.in_channels[0];
    const Weights<V> w(s, io.weights);
    if (io.d_in[0])
      TransposedProduct<V>(w.w_ih, rows, cols, memory).add(d_x, lanes_of<V>(io.d_in[0]), times(s, call));
    if (!io.d_weights) return;
    outer_add<V>(d_x, rows, lanes_of<V>(io.in[0]), cols, io.d_weights, times(s, call));
    outer_add<V>(d_h, rows, before, h, io.d_weights + w.at_hh, times(s, call));
    add_columns<V>(d_x, rows, io.d_weights + w.at_bi, times(s, call));
    add_columns<V>(d_h, rows, io.d_weights + w.at_bh, times(s, call));
  }
};

PARTIALS_END
