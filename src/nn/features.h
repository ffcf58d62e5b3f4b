// SPDX-License-Identifier: MIT
// A decoder's conditioning, scaled for a network.
//   pitch_feature     x = (midi - low_midi) / (high_midi - low_midi) in -1..1 and, for basis > 0, that many
//                     Gaussian bumps equally spaced over the range, so that a small network can treat
//                     registers apart
//   age_feature       time since the stroke, from 1 at once to -1 after last_s, by the logarithm of 1 + age /
//                     first_s
//   loudness_feature  (loudness_db - centre_db) / span_db, kept within -4..2
#pragma once
#include "nn/activations.h"
#include "nn/elementwise.h"

PARTIALS_BEGIN

struct PitchFeature {
  static constexpr Control kSettings[] = {{"low_midi", Unit::semitones, 0, 140, Taper::linear, 36},
                                          {"high_midi", Unit::semitones, 0, 140, Taper::linear, 100},
                                          {"basis", Unit::count, 0, 64, Taper::linear, 0},
                                          {"width", Unit::ratio, 0.2, 4, Taper::linear, 1}};
  static constexpr Info kInfo{"pitch_feature", 1, "pitch for a network", kSettings, 4};

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"f0_hz", Rate::frame, 1, false, false, 40, 4000});
    spec.add_out({"out", Rate::frame, 1 + s.settings.count("basis")});
    if (s.settings.get("high_midi") <= s.settings.get("low_midi"))
      spec.error = "high_midi must be above low_midi.";
  }
  template <class T>
  static T position(const Setup& s, const T& f0) {
    const double low = s.settings.get("low_midi"), high = s.settings.get("high_midi");
    const T midi =
        log_of(max_of(f0, number<T>(1)) * number<T>(1.0 / 440)) * number<T>(12 / 0.6931471805599453) +
        number<T>(69);
    return (midi - number<T>(low)) * number<T>(2 / (high - low)) - number<T>(1);
  }
  template <class T>
  static T bump(const Setup& s, const T& x, int b, int n) {
    const double step = 2.0 / (n > 1 ? n - 1 : 1);
    const T d = (x - number<T>(-1 + b * step)) * number<T>(1 / (step * s.settings.get("width")));
    return exp_of(d * d * number<T>(-0.5));
  }
  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.settings.count("basis");
    for (int t = 0; t < call.frames; ++t) {
      V* y = lanes_of<V>(io.out[0]) + static_cast<size_t>(t) * (n + 1);
      y[0] = position(s, lanes_of<V>(io.in[0])[t]);
      for (int b = 0; b < n; ++b) y[b + 1] = bump(s, y[0], b, n);
    }
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    using D = Dual<V, 1>;
    if (!io.d_in[0]) return;
    const int n = s.settings.count("basis");
    for (int t = 0; t < call.frames; ++t) {
      const V* g = lanes_of<V>(io.d_out[0]) + static_cast<size_t>(t) * (n + 1);
      const D x = position(s, D::variable(lanes_of<V>(io.in[0])[t], 0));
      V d = g[0] * x.d[0];
      for (int b = 0; b < n; ++b) d += g[b + 1] * bump(s, x, b, n).d[0];
      lanes_of<V>(io.d_in[0])[t] += d;
    }
  }
};

struct LoudnessFeature {
  static constexpr Control kSettings[] = {{"centre_db", Unit::decibels, -120, 40, Taper::linear, -30},
                                          {"span_db", Unit::decibels, 1, 120, Taper::linear, 20}};
  static constexpr Info kInfo{"loudness_feature", 1, "loudness for a network", kSettings, 2};
  static void describe(const Setup&, Spec& spec) {
    spec.add_in({"loudness_db", Rate::frame, 1, false, false, -90, 0});
    spec.add_out({"out", Rate::frame, 1});
  }
  template <class T>
  static T value(const Setup& s, const T& x) {
    const T y = (x - number<T>(s.settings.get("centre_db"))) * number<T>(1 / s.settings.get("span_db"));
    return min_of(max_of(y, number<T>(-4)), number<T>(2));
  }
  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    for (int t = 0; t < call.frames; ++t) lanes_of<V>(io.out[0])[t] = value(s, lanes_of<V>(io.in[0])[t]);
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    if (!io.d_in[0]) return;
    for (int t = 0; t < call.frames; ++t)
      lanes_of<V>(io.d_in[0])[t] +=
          lanes_of<V>(io.d_out[0])[t] * value(s, Dual<V, 1>::variable(lanes_of<V>(io.in[0])[t], 0)).d[0];
  }
};

struct AgeFeatureFormula {
  static constexpr Control kSettings[] = {{"first_s", Unit::seconds, 0.001, 1, Taper::exponential, 0.03},
                                          {"last_s", Unit::seconds, 0.1, 20, Taper::exponential, 10}};
  static constexpr Info kInfo{"age_feature", 1, "time since the stroke for a network", kSettings, 2};
  static constexpr Port kIn{"age_s", Rate::frame, 0, false, false, 0, 20};
  double first_s, per_neper;
  explicit AgeFeatureFormula(const Setup& s)
      : first_s(s.settings.get("first_s")), per_neper(2 / std::log1p(s.settings.get("last_s") / first_s)) {}
  template <class T>
  T value(const T& x) const {
    const T y =
        log_of(max_of(x, number<T>(0)) * number<T>(1 / first_s) + number<T>(1)) * number<T>(per_neper);
    return number<T>(1) - min_of(y, number<T>(2));
  }
};
using AgeFeature = Elementwise<AgeFeatureFormula>;

PARTIALS_END
