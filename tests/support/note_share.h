// SPDX-License-Identifier: MIT
// How clear a fast note is: the part of the energy during the note that is on its own partials. The rest is
// earlier notes that still sustain, and noise.
#pragma once
#include <complex>

#include "soundfile/fourier.h"
#include "support/fast_run.h"

namespace partials::fast_run {

inline double share(const std::vector<float>& x, const Note& n) {
  constexpr int kSize = 1 << 15;
  static const Fourier fft(kSize);
  const auto from = static_cast<size_t>(n.start_s * kRate), length = static_cast<size_t>(n.length_s * kRate);
  std::vector<std::complex<double>> z(kSize);
  const std::vector<float> window = hann(static_cast<int>(length));
  for (size_t i = 0; i < length; ++i) z[i] = static_cast<double>(x[from + i]) * window[i];
  fft.forward(z.data());
  const double f0 = 440 * std::exp2((n.key - 69) / 12.0), band = std::max(2.2 / n.length_s, 0.02 * f0);
  double own = 0, all = 1e-30;
  for (int k = 0; k < kSize / 2; ++k) {
    const double f = static_cast<double>(k) * kRate / kSize, p = std::norm(z[static_cast<size_t>(k)]);
    if (f < 40 || f > 8000) continue;
    all += p;
    if (const double h = std::round(f / f0); h >= 1 && h < 30 && std::fabs(f - h * f0) < band) own += p;
  }
  return own / all;
}

struct Run {
  double median_share = 0, least_share = 0;
  double under_held_db = 0;  // the most that a note lies under its key held
  double neighbours_db = 0;  // the most that two notes in succession differ
};

inline Run measure(const std::vector<float>& x, const std::vector<Note>& notes,
                   const std::vector<double>& held_db) {
  Run r;
  std::vector<double> shares, levels;
  for (size_t i = 0; i < notes.size(); ++i) {
    const Note own{notes[i].start_s, std::min(kStepS, notes[i].length_s), notes[i].key};
    shares.push_back(share(x, own));
    levels.push_back(level_db(x, own.start_s, own.length_s));
    r.under_held_db = std::max(r.under_held_db, held_db[static_cast<size_t>(notes[i].key)] - levels[i]);
    if (i) r.neighbours_db = std::max(r.neighbours_db, std::fabs(levels[i] - levels[i - 1]));
  }
  std::sort(shares.begin(), shares.end());
  r.median_share = shares[shares.size() / 2];
  r.least_share = shares[0];
  return r;
}

}  // namespace partials::fast_run
