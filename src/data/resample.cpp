// SPDX-License-Identifier: MIT
#include "data/resample.h"

#include <soxr.h>

#include <cmath>
#include <stdexcept>

namespace partials {

std::vector<float> resample(const std::vector<float>& x, double from_hz, double to_hz) {
  if (!(from_hz > 0.0) || !(to_hz > 0.0)) throw std::invalid_argument("resample: rates must be above 0 Hz.");
  if (from_hz == to_hz || x.empty()) return x;
  std::vector<float> y(static_cast<size_t>(std::ceil(static_cast<double>(x.size()) * to_hz / from_hz)), 0.f);
  const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
  size_t used = 0, made = 0;
  const soxr_error_t error = soxr_oneshot(from_hz, to_hz, 1, x.data(), x.size(), &used, y.data(), y.size(), &made, nullptr,
                                          &quality, nullptr);
  if (error) throw std::runtime_error(std::string("cannot resample: ") + error + ".");
  return y;  // samples that the filter did not reach stay zero
}

AudioClip at_rate(AudioClip clip, double rate_hz) {
  if (clip.rate_hz == rate_hz) return clip;
  return {resample(clip.samples, clip.rate_hz, rate_hz), rate_hz};
}

}  // namespace partials
