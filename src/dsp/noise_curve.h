// SPDX-License-Identifier: MIT
// The magnitude of noise bands (dsp/noise_bands.h) at the bins of a transform of n points, linear in Hz between bands, nothing
// above the model's band or the highest band, nothing at 0 Hz and half the rate; and its adjoint. Constant table: [n / 2 + 1].
#pragma once
#include "base/kernel.h"
#include "dsp/noise_bands.h"

PARTIALS_BEGIN

template <class T>
struct NoiseCurve {
  struct Bin { int band; T share; };  // between `band` and the next one; -1 where there is nothing
  const Bin* bin;

  static size_t bytes(int n) { return sizeof(Bin) * (n / 2 + 1); }
  static void prepare(const Setup& s, int n, void* table) {
    Bin* bin = static_cast<Bin*>(table);
    const NoiseBands bands = NoiseBands::of(s.settings);
    const double limit = s.settings.get("max_hz") < s.band_hz ? s.settings.get("max_hz") : s.band_hz;
    for (int k = 0, b = 0; k <= n / 2; ++k) {
      const double f = static_cast<double>(k) * static_cast<double>(s.clock.rate_hz) / n;
      while (b + 2 < bands.bands && bands.centre_hz(b + 1) < f) ++b;
      const double share = (f - bands.centre_hz(b)) / (bands.centre_hz(b + 1) - bands.centre_hz(b));
      bin[k] = {k == 0 || k == n / 2 || f > limit ? -1 : b, static_cast<T>(share < 0 ? 0 : share > 1 ? 1 : share)};
    }
  }
  template <class V> PARTIALS_INLINE V at(const V* bands, int k) const {
    const Bin b = bin[k];
    return b.band < 0 ? V(T(0)) : bands[b.band] + (bands[b.band + 1] - bands[b.band]) * V(b.share);
  }
  template <class V> PARTIALS_INLINE void add_gradient(const V& d, int k, V* d_bands) const {
    const Bin b = bin[k];
    if (b.band < 0) return;
    d_bands[b.band + 1] += d * V(b.share);
    d_bands[b.band] += d - d * V(b.share);
  }
};

PARTIALS_END
