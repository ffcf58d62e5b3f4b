// SPDX-License-Identifier: MIT
#include "learn/loss_bands.h"

#include <algorithm>
#include <cmath>

#include "dsp/a_weighting.h"

namespace partials {
namespace {

constexpr double kBreakHz = 1000, kMelPerHz = 3.0 / 200, kBreakMel = kBreakHz * kMelPerHz;
const double kLogStep = std::log(6.4) / 27;

double slaney_mel_from_hz(double hz) {
  return hz < kBreakHz ? hz * kMelPerHz : kBreakMel + std::log(hz / kBreakHz) / kLogStep;
}
double hz_from_slaney_mel(double mel) {
  return mel < kBreakMel ? mel / kMelPerHz : kBreakHz * std::exp((mel - kBreakMel) * kLogStep);
}

// Parseval: the windowed frame's power is sum |X|^2 / N over all N bins; a Hann window's own power is 3 N
// / 8.
double power_of_bin(int k, int window) {
  const double both_sides = k == 0 || 2 * k == window ? 1 : 2;
  return both_sides / (static_cast<double>(window) * window * 0.375);
}

template <class F>
LossBands one_band(int window, double rate_hz, F&& weight) {
  LossBands b{{0}, {window / 2 + 1}, {}};
  for (int k = 0; k <= window / 2; ++k)
    b.weights.push_back(power_of_bin(k, window) * weight(k * rate_hz / window));
  return b;
}

}  // namespace

LossBands LossBands::mel(int bands, double min_hz, double max_hz, int window, double rate_hz) {
  LossBands out;
  std::vector<double> edge(bands + 2);
  const double low = slaney_mel_from_hz(min_hz), high = slaney_mel_from_hz(std::min(max_hz, rate_hz / 2));
  for (int i = 0; i < bands + 2; ++i) edge[i] = hz_from_slaney_mel(low + (high - low) * i / (bands + 1));
  const double mean_width = (edge.back() - edge.front()) / (bands + 1);
  const double bin_hz = rate_hz / window;
  for (int b = 0; b < bands; ++b) {
    int from = static_cast<int>(std::ceil(edge[b] / bin_hz)),
        to = static_cast<int>(std::floor(edge[b + 2] / bin_hz));
    if (from > to) from = to = static_cast<int>(std::lround(edge[b + 1] / bin_hz));
    to = std::min(to, window / 2);
    from = std::min(from, to);
    out.first.push_back(from);
    out.count.push_back(to - from + 1);
    for (int k = from; k <= to; ++k) {
      const double f = k * bin_hz;
      const double w =
          std::min((f - edge[b]) / (edge[b + 1] - edge[b]), (edge[b + 2] - f) / (edge[b + 2] - edge[b + 1]));
      out.weights.push_back(power_of_bin(k, window) * std::max(w, from == to ? 1e-3 : 0.0) * 2 * mean_width /
                            (edge[b + 2] - edge[b]));
    }
  }
  return out;
}

LossBands LossBands::loudness(int window, double rate_hz) {
  return one_band(window, rate_hz, [](double hz) { return hz > 1 ? a_weighting_power(hz) : 0.0; });
}
LossBands LossBands::amplitude(int window, double rate_hz) {
  return one_band(window, rate_hz, [](double) { return 1.0; });
}

}  // namespace partials
