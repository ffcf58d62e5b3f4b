// SPDX-License-Identifier: MIT
// Scales relative partials and noise so that the A-weighted power of the sound that they produce equals the
// requested loudness:
//   g = sqrt(10^(L/10) / P),   P = sum_k a_k^2 / 2 A(k f0) + N
// N, of the noise: with overlap 0 that of any noise with these bands, sum_b n_b^2 A(f_b) width_b; with the
// overlap of the following spectral_noise that of its output, sum_j n(f_j)^2 A_j df over its bins f_j (A_j:
// under its window), so that near-inaudible bands, below the first bin or between two, do not take level from
// the others (a decoder exploited this: its notes were 1 to 2.4 dB too soft). A graph that gives the two
// different bands or overlaps is refused (families/instrument/level_check.h). A model therefore follows
// loudness by construction, is silent for silence, and learns only timbre. loudness_db: 10 log10 of
// A-weighted mean square (a full-scale 1 kHz sine is -3.01 dB). f0_hz as for the bank.
#pragma once
#include "base/kernel.h"
#include "dsp/a_weighting.h"
#include "dsp/decibels.h"
#include "dsp/noise_stretch.h"

PARTIALS_BEGIN

struct LoudnessMatch {
  static constexpr Control kSettings[] = {PARTIALS_NOISE_BAND_SETTINGS,
                                          {"overlap", Unit::count, 0, 16, Taper::linear, 0}};
  static constexpr Info kInfo{"loudness_match", 1, "partials and noise scaled to a loudness", kSettings, 4};
  static constexpr double kFloorPower = 1e-9;  // keeps g finite if nothing audible is requested

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"f0_hz", Rate::frame, 1, false, false, 20, 4000});
    spec.add_in({"loudness_db", Rate::frame, 1, false, false, -90, -10});
    spec.add_in({"amplitudes", Rate::frame, 0, false, false, 0, 1});
    spec.add_in({"noise", Rate::frame, s.settings.count("bands"), false, false, 0, 0.01});
    spec.add_out({"amplitudes", Rate::frame, s.in_channels[2]});
    spec.add_out({"noise", Rate::frame, s.settings.count("bands")});
  }

  // Constants: N = sum_b n_b (own_b n_b + next_b n_{b+1}); own of every band, then next.
  template <class V>
  static size_t constant_bytes(const Setup& s) {
    return 2 * sizeof(Scalar<V>) * s.settings.count("bands");
  }
  template <class V>
  static void prepare(const Setup& s, void* constants) {
    using T = Scalar<V>;
    const NoiseBands bands = NoiseBands::of(s.settings);
    T *own = static_cast<T*>(constants), *next = own + bands.bands;
    const int overlap = s.settings.count("overlap");
    for (int b = 0; b < bands.bands; ++b) {
      own[b] = overlap ? T(0) : static_cast<T>(a_weighting_power(bands.centre_hz(b)) * bands.width_hz(b));
      next[b] = T(0);
    }
    if (!overlap) return;
    const NoiseStretch piece(s, overlap);
    for (int j = 1, from = 0; j < piece.top; ++j) {
      const double hz = j * piece.bin_hz,
                   power = weighting_of_bin(hz, s.clock.hop_s() * overlap) * piece.bin_hz;
      const auto [b, share] = bands.between(hz, from);
      from = b;
      own[b] += static_cast<T>(power * (1 - share) * (1 - share));
      next[b] += static_cast<T>(2 * power * (1 - share) * share);
      own[b + 1] += static_cast<T>(power * share * share);
    }
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int k_n = s.in_channels[2], b_n = s.settings.count("bands");
    for (int t = 0; t < call.frames; ++t) {
      const V* a = lanes_of<V>(io.in[2]) + static_cast<size_t>(t) * k_n;
      const V* n = lanes_of<V>(io.in[3]) + static_cast<size_t>(t) * b_n;
      const V g = gain<V>(io, lanes_of<V>(io.in[0])[t], lanes_of<V>(io.in[1])[t], a, k_n, n, b_n).g;
      for (int k = 0; k < k_n; ++k) lanes_of<V>(io.out[0])[static_cast<size_t>(t) * k_n + k] = g * a[k];
      for (int b = 0; b < b_n; ++b) lanes_of<V>(io.out[1])[static_cast<size_t>(t) * b_n + b] = g * n[b];
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int k_n = s.in_channels[2], b_n = s.settings.count("bands");
    const auto* own = static_cast<const Scalar<V>*>(io.constants);
    const auto* next = own + b_n;
    for (int t = 0; t < call.frames; ++t) {
      const size_t ka = static_cast<size_t>(t) * k_n, ba = static_cast<size_t>(t) * b_n;
      const V *a = lanes_of<V>(io.in[2]) + ka, *n = lanes_of<V>(io.in[3]) + ba;
      const V *g_a = lanes_of<V>(io.d_out[0]) + ka, *g_n = lanes_of<V>(io.d_out[1]) + ba;
      const V f0 = lanes_of<V>(io.in[0])[t];
      const Gain<V> r = gain<V>(io, f0, lanes_of<V>(io.in[1])[t], a, k_n, n, b_n);
      V d_g = V(0.f), d_f0 = V(0.f);
      for (int k = 0; k < k_n; ++k) d_g += g_a[k] * a[k];
      for (int b = 0; b < b_n; ++b) d_g += g_n[b] * n[b];
      const V d_p = -d_g * r.g / (r.power + r.power);
      for (int k = 0; k < k_n; ++k) {
        const V order = V(static_cast<Scalar<V>>(k + 1));
        const auto w = a_weighting_power(Dual<V, 1>::variable(f0 * order, 0));
        if (io.d_in[2]) lanes_of<V>(io.d_in[2])[ka + k] += r.g * g_a[k] + d_p * a[k] * w.v;
        d_f0 += a[k] * a[k] * order * w.d[0];
      }
      for (int b = 0; io.d_in[3] && b < b_n; ++b) {
        V slope = (n[b] + n[b]) * V(own[b]);
        if (b) slope += n[b - 1] * V(next[b - 1]);
        if (b + 1 < b_n) slope += n[b + 1] * V(next[b]);
        lanes_of<V>(io.d_in[3])[ba + b] += r.g * g_n[b] + d_p * slope;
      }
      if (io.d_in[0]) lanes_of<V>(io.d_in[0])[t] += d_p * d_f0 * V(0.5f);
      if (io.d_in[1]) lanes_of<V>(io.d_in[1])[t] += d_g * r.g * V(static_cast<Scalar<V>>(kNepersPerDb));
    }
  }

 private:
  template <class V>
  struct Gain {
    V g, power;
  };

  // The A-curve under the spectrum of a bin with the sine window of a stretch: (cos(pi x) / (1 - 4 x^2))^2, x
  // in units of 1 / stretch.
  static double weighting_of_bin(double hz, double stretch_s) {
    double sum = 0, all = 0;
    for (int i = -32; i < 32; ++i) {
      const double x = (i + 0.5) / 8, c = std::cos(kPi * x) / (1 - 4 * x * x);
      sum += c * c * a_weighting_power(std::fabs(hz + x / stretch_s));
      all += c * c;
    }
    return sum / all;
  }

  template <class V>
  static Gain<V> gain(const Io<Scalar<V>>& io, const V& f0, const V& loudness_db, const V* a, int k_n,
                      const V* n, int b_n) {
    const auto* own = static_cast<const Scalar<V>*>(io.constants);
    const auto* next = own + b_n;
    V power = V(0.f);
    for (int k = 0; k < k_n; ++k) {
      if constexpr (kWidth<V> == 1)
        if (a[k] == 0) continue;
      power += a[k] * a[k] * a_weighting_power(f0 * V(static_cast<Scalar<V>>(k + 1)));
    }
    power = power * V(0.5f) + V(static_cast<Scalar<V>>(kFloorPower));
    for (int b = 0; b + 1 < b_n; ++b) power += n[b] * (n[b] * V(own[b]) + n[b + 1] * V(next[b]));
    power += n[b_n - 1] * n[b_n - 1] * V(own[b_n - 1]);
    return {exp_of(loudness_db * V(static_cast<Scalar<V>>(kNepersPerDb))) / sqrt_of(power), power};
  }
};

PARTIALS_END
