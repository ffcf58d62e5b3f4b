// SPDX-License-Identifier: MIT
// A room as exponentially decaying noise, h(t) = wet sqrt(2 k / rate) n(t) e^(-k t), k = ln(1000) / t60:
// energy wet^2 whatever the decay. Two weights, each the position 0..1 on its taper: wet_db (linear in dB)
// and t60_s (exponential). The noise is the node's own, drawn at the reference rate, so it is the same room
// at every playing rate. ir_s cuts it off.
#pragma once
#include "base/random.h"
#include "dsp/decibels.h"
#include "dsp/reverb.h"

PARTIALS_BEGIN

struct DecayImpulse {
  static constexpr const char* kId = "decay_reverb";
  static constexpr const char* kSummary = "reverb of decaying noise with trainable level and time";
  static constexpr Control kSettings[] = {{"ir_s", Unit::seconds, 0.00001, 20, Taper::exponential, 0.5},
                                          WetGain::kControl};
  static constexpr Control kWet{"wet_db", Unit::decibels, -60, 12, Taper::linear, -20};
  static constexpr Control kTime{"t60_s", Unit::seconds, 0.05, 20, Taper::exponential, 0.5};

  static void describe(const Setup&, Spec& spec, int) {
    spec.add_weight({kWet.id, 1, 1, Init::constant, unit_from_wet_db(kWet.initial), 0, 1});
    spec.add_weight({kTime.id, 1, 1, Init::constant, unit_from_t60_s(kTime.initial), 0, 1});
  }
  static double unit_from_wet_db(double db) { return (db - kWet.min) / (kWet.max - kWet.min); }
  static double unit_from_t60_s(double t60_s) {
    return std::log(t60_s / kTime.min) / std::log(kTime.max / kTime.min);
  }
  static double wet_from_unit(double u) {
    return std::pow(10.0, (kWet.min + u * (kWet.max - kWet.min)) / 20);
  }
  static double t60_s_from_unit(double u) { return kTime.min * std::pow(kTime.max / kTime.min, u); }
  static double decay_of(double t60_s) { return 6.907755278982137 / t60_s; }  // per second

  template <class T>
  static void make(const Setup& s, const T* weights, T* h, int taps) {
    const double k = decay_of(t60_s_from_unit(weights[1])), step = std::exp(-k / s.reference_rate_hz);
    // uniform noise has variance 1 / 3
    double level = wet_from_unit(weights[0]) * std::sqrt(3 * 2 * k / s.reference_rate_hz);
    const uint64_t key = stream_key(s.node_key, 0x726f6f6d);
    for (int i = 0; i < taps; ++i, level *= step)
      h[i] = static_cast<T>(level * random_bipolar(key, static_cast<uint64_t>(i)));
  }
  template <class T>
  static void add_gradient(const Setup& s, const T* weights, const T* h, const T* d_h, int taps,
                           T* d_weights) {
    const double k = decay_of(t60_s_from_unit(weights[1]));
    double d_log_wet = 0, d_log_k = 0;
    for (int i = 0; i < taps; ++i) {
      const double both = static_cast<double>(d_h[i]) * static_cast<double>(h[i]);
      d_log_wet += both;
      d_log_k += both * (0.5 - k * i / s.reference_rate_hz);
    }
    d_weights[0] += static_cast<T>(d_log_wet * (kWet.max - kWet.min) * kNepersPerDb);
    d_weights[1] += static_cast<T>(-d_log_k * std::log(kTime.max / kTime.min));
  }
};
using DecayReverb = Reverb<DecayImpulse>;

PARTIALS_END
