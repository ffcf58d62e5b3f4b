// SPDX-License-Identifier: MIT
// The magnitude of noise bands (dsp/noise_bands.h) every `step_hz`, linear in Hz between bands; and its adjoint. Constant table:
// one entry for each k = 0 .. count - 1, at k times step_hz.
#pragma once
#include "base/kernel.h"
#include "dsp/noise_bands.h"

PARTIALS_BEGIN

template <class T>
struct NoiseCurve {
  struct Bin { int band; T share; };  // between `band` and the next one
  const Bin* bin;

  static size_t bytes(int count) { return sizeof(Bin) * static_cast<size_t>(count); }
  static void prepare(const Setup& s, double step_hz, int count, void* table) {
    Bin* bin = static_cast<Bin*>(table);
    const NoiseBands bands = NoiseBands::of(s.settings);
    for (int k = 0, b = 0; k < count; ++k) {
      const double f = k * step_hz;
      while (b + 2 < bands.bands && bands.centre_hz(b + 1) < f) ++b;
      const double share = (f - bands.centre_hz(b)) / (bands.centre_hz(b + 1) - bands.centre_hz(b));
      bin[k] = {b, static_cast<T>(share < 0 ? 0 : share > 1 ? 1 : share)};
    }
  }
  template <class V> PARTIALS_INLINE V at(const V* bands, int k) const {
    const Bin b = bin[k];
    return bands[b.band] + (bands[b.band + 1] - bands[b.band]) * V(b.share);
  }
  template <class V> PARTIALS_INLINE void add_gradient(const V& d, int k, V* d_bands) const {
    const Bin b = bin[k];
    d_bands[b.band + 1] += d * V(b.share);
    d_bands[b.band] += d - d * V(b.share);
  }
};

PARTIALS_END
