// SPDX-License-Identifier: MIT
// Steadies class likelihoods over time: the forward algorithm of a hidden Markov model whose states are the
// classes (Rabiner 1989, equations 19 and 20), scaled at every frame. With a the belief before and x the
// input,
//   a'_c = (sum_b a_b change_bc) (x_c + 1e-3)^trust / sum of the same over all c
// in and out [frames][classes][lanes]; out sums to one. Weights: change [classes][classes], from row to
// column, rows sum to one; trust, of one frame: below 1 where neighbouring frames are alike. State: a, even
// after a reset.
#pragma once
#include "base/kernel.h"
#include "base/math.h"

PARTIALS_BEGIN

struct ClassFilter {
  static constexpr Info kInfo{"class_filter", 1, "class likelihoods steadied over time", nullptr, 0};

  static void describe(const Setup& s, Spec& spec) {
    const int n = s.in_channels[0];
    spec.add_in({"in", Rate::frame, 0, false, false, 0, 1});
    spec.add_out({"out", Rate::frame, n});
    spec.add_weight({"change", n, n, Init::constant, n ? 1.0 / n : 1, 0, 1});
    spec.add_weight({"trust", 1, 1, Init::constant, 0.5, 0, 4});
  }

  template <class V>
  static int state_values(const Setup& s) {
    return s.in_channels[0];
  }
  template <class V>
  static size_t state_bytes(const Setup& s) {
    return sizeof(V) * s.in_channels[0];
  }
  template <class V>
  static void reset(const Setup& s, const void*, void* state) {
    const int n = s.in_channels[0];
    for (int c = 0; c < n; ++c) static_cast<V*>(state)[c] = V(static_cast<Scalar<V>>(1.0 / n));
  }
  // The belief before every frame.
  template <class V>
  static size_t tape_bytes(const Setup& s, int frames, int) {
    return sizeof(V) * s.in_channels[0] * static_cast<size_t>(frames);
  }
  // Expected and fitted belief, gradient of either.
  template <class V>
  static size_t scratch_bytes(const Setup& s, int, int) {
    return sizeof(V) * 4 * s.in_channels[0];
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[0];
    V *a = static_cast<V*>(io.state), *expected = static_cast<V*>(io.scratch), *fit = expected + n;
    for (int t = 0; t < call.frames; ++t) {
      const size_t at = static_cast<size_t>(t) * n;
      V* y = lanes_of<V>(io.out[0]) + at;
      if (io.tape)
        for (int c = 0; c < n; ++c) static_cast<V*>(io.tape)[at + c] = a[c];
      const V one = V(1.f) / next(n, io.weights, lanes_of<V>(io.in[0]) + at, a, expected, fit);
      for (int c = 0; c < n; ++c) a[c] = y[c] = expected[c] * fit[c] * one;
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[0];
    V *d_a = static_cast<V*>(io.d_state), *expected = static_cast<V*>(io.scratch), *fit = expected + n,
      *d_expected = fit + n;
    const V trust = V(io.weights[n * n]);
    for (int t = call.frames - 1; t >= 0; --t) {
      const size_t at = static_cast<size_t>(t) * n;
      const V *x = lanes_of<V>(io.in[0]) + at, *a = static_cast<const V*>(io.tape) + at,
              *g = lanes_of<V>(io.d_out[0]) + at;
      const V one = V(1.f) / next(n, io.weights, x, a, expected, fit);
      V mean = V(0.f), d_trust = V(0.f);
      for (int c = 0; c < n; ++c) mean += (g[c] + d_a[c]) * expected[c] * fit[c] * one;
      for (int c = 0; c < n; ++c) {
        const V d = (g[c] + d_a[c] - mean) * one, d_log = d * expected[c] * fit[c],
                raised = x[c] + floor<V>();
        d_expected[c] = d * fit[c];
        d_trust += d_log * log_of(raised);
        if (io.d_in[0]) lanes_of<V>(io.d_in[0])[at + c] += d_log * trust / raised;
      }
      for (int b = 0; b < n; ++b) {
        d_a[b] = V(0.f);
        for (int c = 0; c < n; ++c) {
          d_a[b] += d_expected[c] * V(io.weights[b * n + c]);
          if (io.d_weights) io.d_weights[b * n + c] += sum(d_expected[c] * a[b]);
        }
      }
      if (io.d_weights) io.d_weights[n * n] += sum(d_trust);
    }
  }

 private:
  template <class V>
  static V floor() {
    return V(static_cast<Scalar<V>>(1e-3));
  }
  // What the changes lead to, how well each class fits, and the sum of their products.
  template <class V>
  static V next(int n, const Scalar<V>* change, const V* x, const V* a, V* expected, V* fit) {
    V all = V(0.f);
    for (int c = 0; c < n; ++c) {
      expected[c] = V(0.f);
      for (int b = 0; b < n; ++b) expected[c] += a[b] * V(change[b * n + c]);
      fit[c] = exp_of(V(change[n * n]) * log_of(x[c] + floor<V>()));
      all += expected[c] * fit[c];
    }
    return all;
  }
};

PARTIALS_END
