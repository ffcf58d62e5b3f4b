// SPDX-License-Identifier: MIT
// Weights that turn the power spectrum of a Hann frame into bands of mean-square power (a full-scale sine
// inside a band of weight one counts 1/2): Slaney mel triangles, one A-weighted band, one flat band. The
// judge deliberately has its own mel scale and A-weighting (judge/mel.h).
#pragma once
#include <cstdint>
#include <vector>

#include "learn/loss_term.h"

namespace partials {

struct LossBands {
  std::vector<int32_t> first, count;
  std::vector<double> weights;  // band after band

  // Slaney's mel scale (linear to 1 kHz, logarithmic above), triangles of unit area times their mean width,
  // so that the levels stay near those of the signal; empty triangles take the nearest bin.
  static LossBands mel(int bands, double min_hz, double max_hz, int window, double rate_hz);
  static LossBands loudness(int window, double rate_hz);   // A-weighted
  static LossBands amplitude(int window, double rate_hz);  // RMS

  void give_to(LossTerm& term) const {
    term.bands = static_cast<int>(first.size());
    term.first = first.data();
    term.count = count.data();
    term.weights = weights.data();
  }
};

}  // namespace partials
