// SPDX-License-Identifier: MIT
// From an envelope over frequency to the amplitudes of partials: a_k = m_k 10^((E(k f0) + offset_k) / 20), scaled so that
// sum a_k^2 = 1. E runs linearly between `knots` (the channels of `envelope`, in dB) equally spaced in mel from low_hz to the
// model's band; m_k fades out over the last 5 % below the band. What is learnt at one pitch therefore holds at the next: a body's
// resonances stay where they are. `offsets` (dB, the first partials) are for what follows the number instead, as in a clarinet.
// The normalisation is over the model's band, before any mask of the host's rate.
#pragma once
#include "base/kernel.h"
#include "base/math.h"
#include "dsp/noise_bands.h"

PARTIALS_BEGIN

struct HarmonicControls {
  static constexpr Control kSettings[] = {{"partials", Unit::count, 1, 512, Taper::linear, 60},
                                          {"low_hz", Unit::hertz, 1, 2000, Taper::exponential, 60}};
  static constexpr Info kInfo{"harmonic_controls", 1, "amplitudes of partials from an envelope", kSettings, 2};

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"f0_hz", Rate::frame, 1, false, false, 60, 3000});
    spec.add_in({"envelope", Rate::frame, 0, false, false, -30, 0});
    spec.add_in({"offsets", Rate::frame, 0, true, false, -6, 6});
    spec.add_out({"amplitudes", Rate::frame, s.settings.count("partials")});
    if (s.in_channels[1] == 1) spec.error = "the envelope needs at least two knots.";
    if (s.in_channels[2] > s.settings.count("partials")) spec.error = "there are more offsets than partials.";
  }

  template <class V> static size_t scratch_bytes(const Setup& s, int, int) { return sizeof(Partial<V>) * s.settings.count("partials"); }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int k_n = s.settings.count("partials");
    auto* p = static_cast<Partial<V>*>(io.scratch);
    for (int t = 0; t < call.frames; ++t) {
      shape<V>(s, io, t, p);
      for (int k = 0; k < k_n; ++k) lanes_of<V>(io.out[0])[static_cast<size_t>(t) * k_n + k] = p[k].amplitude;
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    using S = Scalar<V>;
    const int k_n = s.settings.count("partials"), knots = s.in_channels[1], offsets = s.in_channels[2];
    auto* p = static_cast<Partial<V>*>(io.scratch);
    for (int t = 0; t < call.frames; ++t) {
      shape<V>(s, io, t, p);
      const V* g = lanes_of<V>(io.d_out[0]) + static_cast<size_t>(t) * k_n;
      V along = V(0.f), d_f0 = V(0.f);
      for (int k = 0; k < k_n; ++k) along += g[k] * p[k].amplitude;
      for (int k = 0; k < k_n; ++k) {
        const V d_e = g[k] - p[k].amplitude * along;  // of the scaled amplitude, norm included
        const V d_db = d_e * p[k].amplitude * V(static_cast<S>(kLn10Over20));
        if (k < offsets && io.d_in[2]) lanes_of<V>(io.d_in[2])[static_cast<size_t>(t) * offsets + k] += d_db;
        d_f0 += (d_db * p[k].slope + d_e * p[k].d_mask) * V(static_cast<S>(k + 1));
        if (!io.d_in[1]) continue;
        S* d_env = io.d_in[1] + static_cast<size_t>(t) * knots * kWidth<V>;
        for (int l = 0; l < kWidth<V>; ++l) {
          const int i = p[k].knot[l];
          const S d = lane(d_db, l), u = lane(p[k].share, l);
          d_env[i * kWidth<V> + l] += d * (1 - u);
          d_env[(i + 1) * kWidth<V> + l] += d * u;
        }
      }
      if (io.d_in[0]) lanes_of<V>(io.d_in[0])[t] += d_f0;
    }
  }

 private:
  static constexpr double kLn10Over20 = 0.11512925464970229;
  static constexpr double kFade = 0.05;

  template <class V>
  struct Partial {
    V amplitude;             // m e / norm
    V share, slope;          // between its knots; dB per Hz there
    V d_mask;                // of the amplitude by its frequency, through the mask
    int knot[kWidth<V>];
  };

  template <class V>
  static void shape(const Setup& s, const Io<Scalar<V>>& io, int t, Partial<V>* p) {
    using S = Scalar<V>;
    const int k_n = s.settings.count("partials"), knots = s.in_channels[1], offsets = s.in_channels[2];
    const double low = NoiseBands::mel(s.settings.get("low_hz")), per_knot = (NoiseBands::mel(s.band_hz) - low) / (knots - 1);
    const double mel_scale = 2595.0 / 2.302585092994046 / per_knot;
    const V f0 = lanes_of<V>(io.in[0])[t];
    const S* env = io.in[1] + static_cast<size_t>(t) * knots * kWidth<V>;
    V power = V(0.f);
    for (int k = 0; k < k_n; ++k) {
      const V f = f0 * V(static_cast<S>(k + 1)), warped = V(1.f) + f * V(static_cast<S>(1 / 700.0));
      const V where = log_of(warped) * V(static_cast<S>(mel_scale)) - V(static_cast<S>(low / per_knot));
      V left(0.f), right(0.f);
      for (int l = 0; l < kWidth<V>; ++l) {
        const S x = lane(where, l);
        int i = x > 0 ? static_cast<int>(x) : 0;
        if (i > knots - 2) i = knots - 2;
        S u = x - static_cast<S>(i);
        u = u < 0 ? 0 : u > 1 ? 1 : u;
        p[k].knot[l] = i;
        set_lane(p[k].share, l, u);
        set_lane(left, l, env[i * kWidth<V> + l]);
        set_lane(right, l, env[(i + 1) * kWidth<V> + l]);
      }
      const V inside = select(p[k].share > V(0.f), select(p[k].share < V(1.f), V(1.f), V(0.f)), V(0.f));
      p[k].slope = inside * (right - left) * V(static_cast<S>(mel_scale / 700.0)) / warped;
      V db = left + (right - left) * p[k].share;
      if (k < offsets) db += lanes_of<V>(io.in[2])[static_cast<size_t>(t) * offsets + k];
      const V e = exp_of(min_of(max_of(db, V(-200.f)), V(100.f)) * V(static_cast<S>(kLn10Over20)));
      const V over = (V(static_cast<S>(s.band_hz)) - f) * V(static_cast<S>(1 / (kFade * s.band_hz)));
      const V mask = min_of(max_of(over, V(0.f)), V(1.f));
      const V fading = select(over > V(0.f), select(over < V(1.f), V(1.f), V(0.f)), V(0.f));
      p[k].amplitude = e * mask;
      p[k].d_mask = e * fading * V(static_cast<S>(-1 / (kFade * s.band_hz)));
      power += p[k].amplitude * p[k].amplitude;
    }
    const V scale = V(1.f) / sqrt_of(power + V(static_cast<S>(1e-20)));
    for (int k = 0; k < k_n; ++k) p[k].amplitude *= scale, p[k].d_mask *= scale;
  }
};

PARTIALS_END
