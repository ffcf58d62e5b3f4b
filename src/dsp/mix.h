// SPDX-License-Identifier: MIT
// Sum of up to eight signals: y = sum over i of 10^((setting_i + trained_i) / 20) x_i, both in dB. All inputs
// have the same number of channels, or one, which is then added to all. No state.
#pragma once
#include "base/kernel.h"
#include "dsp/decibels.h"

PARTIALS_BEGIN

struct Mix {
  static constexpr int kInputs = 8;
  static constexpr const char* kIn[kInputs] = {"in0", "in1", "in2", "in3", "in4", "in5", "in6", "in7"};
  static constexpr Control kSettings[] = {{"gain0_db", Unit::decibels, -120, 24, Taper::linear, 0},
                                          {"gain1_db", Unit::decibels, -120, 24, Taper::linear, 0},
                                          {"gain2_db", Unit::decibels, -120, 24, Taper::linear, 0},
                                          {"gain3_db", Unit::decibels, -120, 24, Taper::linear, 0},
                                          {"gain4_db", Unit::decibels, -120, 24, Taper::linear, 0},
                                          {"gain5_db", Unit::decibels, -120, 24, Taper::linear, 0},
                                          {"gain6_db", Unit::decibels, -120, 24, Taper::linear, 0},
                                          {"gain7_db", Unit::decibels, -120, 24, Taper::linear, 0}};
  static constexpr Info kInfo{"mix", 1, "sum of signals with gains in dB", kSettings, kInputs};

  static int channels(const Setup& s) {
    int most = 1;
    for (int i = 0; i < kInputs; ++i) most = s.in_channels[i] > most ? s.in_channels[i] : most;
    return most;
  }
  static void describe(const Setup& s, Spec& spec) {
    for (int i = 0; i < kInputs; ++i) {
      spec.add_in({kIn[i], Rate::sample, 0, i > 0});
      if (s.in_channels[i] > 1 && s.in_channels[i] != channels(s))
        spec.error = "inputs of 'mix' have different numbers of channels; give all the same number, or one.";
    }
    spec.add_out({"out", Rate::sample, channels(s)});
    spec.add_weight({"gains_db", kInputs, 1, Init::zero, 0, -60, 24});
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = channels(s);
    V* y = lanes_of<V>(io.out[0]);
    for (int j = 0; j < call.samples * n; ++j) y[j] = V(0.f);
    for (int i = 0; i < kInputs; ++i) {
      if (!s.in_channels[i]) continue;
      const V *x = lanes_of<V>(io.in[i]), gain = V(gain_of(s, io, i));
      const bool spread = s.in_channels[i] < n;
      for (int j = 0; j < call.samples * n; ++j) y[j] += gain * x[spread ? j / n : j];
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = channels(s);
    const V* g = lanes_of<V>(io.d_out[0]);
    for (int i = 0; i < kInputs; ++i) {
      if (!s.in_channels[i]) continue;
      const V *x = lanes_of<V>(io.in[i]), gain = V(gain_of(s, io, i));
      V *d_x = io.d_in[i] ? lanes_of<V>(io.d_in[i]) : nullptr, d_gain = V(0.f);
      const bool spread = s.in_channels[i] < n;
      for (int j = 0; j < call.samples * n; ++j) {
        const int k = spread ? j / n : j;
        if (d_x) d_x[k] += gain * g[j];
        d_gain += g[j] * x[k];
      }
      if (io.d_weights) io.d_weights[i] += sum(d_gain * gain) * static_cast<Scalar<V>>(kNepersPerDb);
    }
  }

 private:
  template <class S>
  static S gain_of(const Setup& s, const Io<S>& io, int i) {
    return gain_of_db(static_cast<S>(s.settings.get(kSettings[i].id)) + io.weights[i]);
  }
};

PARTIALS_END
