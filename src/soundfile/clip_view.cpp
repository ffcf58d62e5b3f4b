// SPDX-License-Identifier: MIT
#include "soundfile/clip_view.h"

#include <cmath>
#include <stdexcept>

namespace partials {

const float* ClipView::at(int64_t first, int64_t n, std::vector<float>& scratch) const {
  if (!store_) return memory_ + first_ + first;
  const float* x = store_->at(first_ + first, n, scratch);
  if (!x)
    throw std::runtime_error(
        "A temporary file cannot be read; check the disk of /var/tmp, or name another folder by TMPDIR.");
  if (gain_ == 1.0) return x;
  scratch.resize(std::max(scratch.size(), static_cast<size_t>(n)));
  for (int64_t i = 0; i < n; ++i) scratch[static_cast<size_t>(i)] = static_cast<float>(x[i] * gain_);
  return scratch.data();
}

float ClipView::peak() const {
  float peak = 0.f;
  each_block([&](const float* x, int64_t n) {
    for (int64_t i = 0; i < n; ++i) peak = std::max(peak, std::abs(x[i]));
  });
  return peak;
}

AudioClip ClipView::clip() const {
  AudioClip clip;
  clip.rate_hz = rate_hz_;
  clip.samples.reserve(static_cast<size_t>(samples_));
  each_block([&](const float* x, int64_t n) { clip.samples.insert(clip.samples.end(), x, x + n); });
  return clip;
}

}  // namespace partials
