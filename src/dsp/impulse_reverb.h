// SPDX-License-Identifier: MIT
// A room or body as a free impulse response: every tap is a weight, learned at the reference rate. y = dry x
// + taps * x.
#pragma once
#include "dsp/reverb.h"

PARTIALS_BEGIN

struct FreeImpulse {
  static constexpr const char* kId = "impulse_reverb";
  static constexpr const char* kSummary = "reverb with a trainable impulse response";
  static constexpr Control kSettings[] = {{"ir_s", Unit::seconds, 0.00001, 20, Taper::exponential, 0.5},
                                          WetGain::kControl};

  static void describe(const Setup&, Spec& spec, int taps) { spec.add_weight({"taps", 1, taps, Init::zero}); }
  template <class T>
  static void make(const Setup&, const T* weights, T* h, int taps) {
    for (int i = 0; i < taps; ++i) h[i] = weights[i];
  }
  template <class T>
  static void add_gradient(const Setup&, const T*, const T*, const T* d_h, int taps, T* d_weights) {
    for (int i = 0; i < taps; ++i) d_weights[i] += d_h[i];
  }
};
using ImpulseReverb = Reverb<FreeImpulse>;

PARTIALS_END
