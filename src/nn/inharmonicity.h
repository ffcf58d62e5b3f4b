// SPDX-License-Identifier: MIT
// Inharmonicity of a stiff string over the keyboard: B = at_a4 2^(per_octave log2(f0 / 440 Hz)), for f_k = k
// f0 sqrt(1 + B k^2) (Fletcher 1964). On one instrument ln B is nearly linear in the key (Rauhala and
// Valimaki 2007). at_a4 is B at 440 Hz, per_octave its growth in doublings per octave; measured by
// families/instrument/train/learn_stretch.h. No state.
#pragma once
#include "nn/activations.h"
#include "nn/elementwise.h"

PARTIALS_BEGIN

struct InharmonicityFormula {
  static constexpr double kMax = 0.01;  // the maximum of harmonic_bank
  static constexpr Control kSettings[] = {{"at_a4", Unit::ratio, 0, kMax, Taper::linear, 0},
                                          {"per_octave", Unit::ratio, -4, 4, Taper::linear, 0}};
  static constexpr Info kInfo{"inharmonicity", 1, "stiffness of a string over the keyboard", kSettings, 2};
  static constexpr Port kIn{"f0_hz", Rate::frame, 0, false, false, 20, 8000};
  double at_a4, per_octave;
  explicit InharmonicityFormula(const Setup& s)
      : at_a4(s.settings.get("at_a4")), per_octave(s.settings.get("per_octave")) {}
  template <class T>
  T value(const T& f0_hz) const {
    const T b = exp_of(log_of(max_of(f0_hz, number<T>(1)) * number<T>(1 / 440.0)) * number<T>(per_octave)) *
                number<T>(at_a4);
    return min_of(b, number<T>(kMax));
  }
};
using Inharmonicity = Elementwise<InharmonicityFormula>;

PARTIALS_END
