// SPDX-License-Identifier: MIT
// The magnitude of noise bands (dsp/noise_bands.h) every `step_hz`, linear in Hz between bands; and its
// adjoint. Constant table of bytes(count), filled by prepare(): one entry for each k = 0 .. count - 1, at k
// times step_hz.
#pragma once
#include "base/kernel.h"
#include "dsp/noise_bands.h"

PARTIALS_BEGIN

template <class T>
struct NoiseCurve {
  T* share;       // [count] of the band after `band`
  int32_t* band;  // [count]

  static size_t bytes(int count) { return (sizeof(T) + sizeof(int32_t)) * static_cast<size_t>(count); }
  NoiseCurve(const void* table, int count)
      : share(static_cast<T*>(const_cast<void*>(table))), band(reinterpret_cast<int32_t*>(share + count)) {}
  void prepare(const Setup& s, double step_hz, int count) const {
    const NoiseBands bands = NoiseBands::of(s.settings);
    for (int k = 0, from = 0; k < count; ++k) {
      const NoiseBands::Between b = bands.between(k * step_hz, from);
      band[k] = from = b.band;
      share[k] = static_cast<T>(b.share);
    }
  }
  template <class V>
  PARTIALS_INLINE V at(const V* bands, int k) const {
    const int b = band[k];
    return bands[b] + (bands[b + 1] - bands[b]) * V(share[k]);
  }
  template <class V>
  PARTIALS_INLINE void add_gradient(const V& d, int k, V* d_bands) const {
    const int b = band[k];
    d_bands[b + 1] += d * V(share[k]);
    d_bands[b] += d - d * V(share[k]);
  }
};

PARTIALS_END
