// SPDX-License-Identifier: MIT
// The pieces of spectral_noise: stretches of `overlap` hops, each the inverse of one transform. Noise is
// made only at its bins; a band between two bins or below the first is only as loud as its weight at those
// bins.
#pragma once
#include <cmath>

#include "base/fft.h"
#include "dsp/noise_bands.h"

PARTIALS_BEGIN

struct NoiseStretch {
  double samples;  // exact
  int len, n;      // rounded up; of the transform, the next even 2^a 3^b 5^c
  int top;         // first bin without noise; the lowest with it is 1
  double bin_hz;

  NoiseStretch(const Setup& s, int overlap) {
    const double rate_hz = static_cast<double>(s.clock.rate_hz);
    samples = s.clock.hop_s() * rate_hz * overlap;
    len = static_cast<int>(std::ceil(samples));
    n = (len + 1) & ~1;
    while (!is_fft_size(n)) n += 2;
    double limit_hz = s.settings.get("max_hz") < s.band_hz ? s.settings.get("max_hz") : s.band_hz;
    limit_hz = limit_hz < 0.5 * rate_hz ? limit_hz : 0.5 * rate_hz;
    bin_hz = rate_hz / n;
    for (top = 1; top < n / 2 && top * rate_hz / n <= limit_hz; ++top) {
    }
  }
};

PARTIALS_END
