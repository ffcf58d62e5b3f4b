// SPDX-License-Identifier: MIT
// From a decoder's outputs to the amplitudes of a harmonic bank: a_k = level r_k / n, r_k = 10^((envelope(k
// f0) + offset_k) / 20). The envelope is a curve over frequency given at knots (dB), the same for every note,
// and the offsets (dB, optional) belong to single partials, to the first as many as are wired: so a few notes
// determine all others. The alternation (dB, optional) is the level of odd partials above even ones, as in a
// pipe closed at one end: one value for all, or a curve over the partial's number (dsp/partial_axis.h). n
// makes sum a_k^2 = level^2 (normalise 1), sum a_k = level (2) or is 1 (0), counting partials below band_hz
// with the fade that the bank gives them there, never the host's Nyquist limit, so that a model sounds the
// same at every rate. Level in dB or linear, 1 where none is wired. No state.
#pragma once
#include "dsp/bank_ramp.h"
#include "dsp/decibels.h"
#include "dsp/envelope_axis.h"
#include "dsp/partial_axis.h"

PARTIALS_BEGIN

struct HarmonicControls {
  static constexpr Control kSettings[] = {{"partials", Unit::count, 1, 512, Taper::linear, 60},
                                          {"min_hz", Unit::hertz, 1, 1000, Taper::exponential, 50},
                                          {"corner_hz", Unit::hertz, 0, 2000, Taper::linear, 228.8},
                                          {"normalise", Unit::count, 0, 2, Taper::linear, 1},
                                          {"level_in_db", Unit::count, 0, 1, Taper::linear, 1}};
  static constexpr Info kInfo{"harmonic_controls", 1, "level and spectral envelope to amplitudes of partials",
                              kSettings, 5};

  static void describe(const Setup& s, Spec& spec) {
    const int partials = s.settings.count("partials");
    const bool db = s.settings.count("level_in_db") == 1;
    spec.add_in({"f0_hz", Rate::frame, 1, false, false, 10, 8000});
    spec.add_in({"level", Rate::frame, 1, true, false, db ? -120.0 : 0.0, db ? 0.0 : 1.0});
    spec.add_in({"envelope", Rate::frame, 0, false, false, -60, 20});
    spec.add_in({"offsets", Rate::frame, 0, true, false, -20, 20});
    spec.add_in({"alternation", Rate::frame, 0, true, false, -20, 20});
    spec.add_out({"amplitudes", Rate::frame, partials});
    spec.add_out({"total", Rate::frame, 1});  // the level, linear
    if (s.in_channels[3] > partials)
      spec.error = "there are more offsets than partials; make 'partials' larger.";
    if (s.in_channels[2] == 1) spec.error = "the envelope has one knot; give it at least two.";
  }
  // Constants: where every partial lies on the axis of the alternation.
  template <class V>
  static size_t constant_bytes(const Setup& s) {
    return s.in_channels[4] ? sizeof(PartialAxis::Place) * static_cast<size_t>(s.settings.count("partials"))
                            : 0;
  }
  template <class V>
  static void prepare(const Setup& s, void* constants) {
    if (!s.in_channels[4]) return;
    for (int k = 0; k < s.settings.count("partials"); ++k)
      static_cast<PartialAxis::Place*>(constants)[k] = PartialAxis{s.in_channels[4]}.place(k);
  }
  template <class V>
  static size_t scratch_bytes(const Setup& s, int, int) {
    return 2 * sizeof(V) * s.settings.count("partials");
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    for (int t = 0; t < call.frames; ++t) {
      const Frame<V> f(s, io, t);
      V* a = lanes_of<V>(io.out[0]) + static_cast<size_t>(t) * f.partials;
      const V per = f.level / f.norm;
      for (int k = 0; k < f.partials; ++k) a[k] = select(f.counted[k] > V(0.f), per * f.r[k], V(0.f));
      lanes_of<V>(io.out[1])[t] = f.level;
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const V none = V(0.f), per_neper = V(static_cast<Scalar<V>>(kNepersPerDb));
    for (int t = 0; t < call.frames; ++t) {
      const Frame<V> f(s, io, t);
      const V* g = lanes_of<V>(io.d_out[0]) + static_cast<size_t>(t) * f.partials;
      const size_t knot0 = static_cast<size_t>(t) * f.axis.knots;
      const V* envelope = lanes_of<V>(io.in[2]) + knot0;
      V dot = none;  // sum of g_k r_k
      for (int k = 0; k < f.partials; ++k) dot += select(f.counted[k] > none, g[k] * f.r[k], none);
      const V d_level = dot / f.norm + lanes_of<V>(io.d_out[1])[t];
      const V per = f.level / f.norm, d_norm = f.normalise ? -dot * per / f.norm : none;
      V d_f0 = none;
      for (int k = 0; k < f.partials; ++k) {
        const V m = f.counted[k], r = f.r[k];
        const V by_r = f.normalise == 1 ? m * m * r / f.norm : m,
                by_m = f.normalise == 1 ? m * r * r / f.norm : r;
        const V d_db = (select(m > none, g[k] * per, none) + d_norm * by_r) * r * per_neper;
        if (io.d_in[3] && k < f.n_offsets)
          lanes_of<V>(io.d_in[3])[static_cast<size_t>(t) * f.n_offsets + k] += d_db;
        if (io.d_in[4])
          f.partial_axis.add(lanes_of<V>(io.d_in[4]) + static_cast<size_t>(t) * f.partial_axis.knots, k,
                             d_db * half_sign<V>(k));
        V below, weight, slope;
        f.axis.locate(f.hz(k), below, weight, slope);
        if (io.d_in[2]) {
          EnvelopeAxis::add(lanes_of<V>(io.d_in[2]) + knot0, below, d_db * (V(1.f) - weight));
          EnvelopeAxis::add(lanes_of<V>(io.d_in[2]) + knot0, below + V(1.f), d_db * weight);
        }
        const V rise = EnvelopeAxis::pick(envelope, below + V(1.f)) - EnvelopeAxis::pick(envelope, below);
        const V fading = select(m > none, select(m < V(1.f), -d_norm * by_m * f.per_fade, none), none);
        d_f0 += (d_db * rise * slope + fading) * V(static_cast<Scalar<V>>(k + 1));
      }
      if (io.d_in[0]) lanes_of<V>(io.d_in[0])[t] += d_f0;
      if (io.d_in[1]) lanes_of<V>(io.d_in[1])[t] += f.in_db ? d_level * f.level * per_neper : d_level;
    }
  }

 private:
  // partial k + 1: odd ones up
  template <class V>
  static V half_sign(int k) {
    return V(k % 2 ? -0.5f : 0.5f);
  }

  // The values of one frame for forward and backward.
  template <class V>
  struct Frame {
    int partials, normalise, n_offsets;
    bool in_db;
    EnvelopeAxis axis;
    PartialAxis partial_axis;
    V f0, level, norm, per_fade;
    V *counted, *r;  // [partials] the fade at the band's end, and r_k (over the largest, where normalised)

    Frame(const Setup& s, const Io<Scalar<V>>& io, int t)
        : partials(s.settings.count("partials")),
          normalise(s.settings.count("normalise")),
          n_offsets(s.in_channels[3]),
          in_db(s.settings.count("level_in_db") == 1),
          axis(s, s.in_channels[2]),
          partial_axis{s.in_channels[4]},
          f0(lanes_of<V>(io.in[0])[t]),
          counted(static_cast<V*>(io.scratch)),
          r(counted + partials) {
      using S = Scalar<V>;
      const V none = V(0.f), band = V(static_cast<S>(s.band_hz));
      per_fade = V(static_cast<S>(1 / (BankRamp<V>::kFade * s.band_hz)));
      level = s.in_channels[1] ? lanes_of<V>(io.in[1])[t] : V(in_db ? 0.f : 1.f);
      if (in_db) level = exp_of(level * V(static_cast<S>(kNepersPerDb)));
      const V* envelope = lanes_of<V>(io.in[2]) + static_cast<size_t>(t) * axis.knots;
      const V* offsets = n_offsets ? lanes_of<V>(io.in[3]) + static_cast<size_t>(t) * n_offsets : nullptr;
      const V* alternation = lanes_of<V>(io.in[4]) + static_cast<size_t>(t) * partial_axis.knots;
      const auto* places = static_cast<const PartialAxis::Place*>(io.constants);
      V most = V(-1e4f);
      int sounding = partials;
      for (int k = 0; k < partials; ++k) {
        counted[k] = max_of(min_of((band - hz(k)) * per_fade, V(1.f)), none);
        if constexpr (kWidth<V> == 1)
          if (counted[k] == none) {  // and all above it
            sounding = k;
            for (; k < partials; ++k) counted[k] = r[k] = none;
            break;
          }
        V below, weight, slope;
        axis.locate(hz(k), below, weight, slope);
        const V low = EnvelopeAxis::pick(envelope, below),
                high = EnvelopeAxis::pick(envelope, below + V(1.f));
        r[k] = low + weight * (high - low);
        if (k < n_offsets) r[k] += offsets[k];
        if (partial_axis.knots) r[k] += half_sign<V>(k) * PartialAxis::at(alternation, places[k]);
        most = select(counted[k] > none, max_of(most, r[k]), most);
      }
      V sum = none;
      for (int k = 0; k < sounding; ++k) {
        r[k] = exp_of((normalise ? r[k] - most : r[k]) * V(static_cast<S>(kNepersPerDb)));
        const V x = counted[k] * r[k];
        sum += normalise == 1 ? x * x : x;
      }
      sum += V(1e-12f);
      norm = normalise == 1 ? sqrt_of(sum) : normalise == 2 ? sum : V(1.f);
    }
    PARTIALS_INLINE V hz(int k) const { return f0 * V(static_cast<Scalar<V>>(k + 1)); }
  };
};

PARTIALS_END
