// SPDX-License-Identifier: MIT
#include "play/sound_swap.h"

#include <algorithm>

namespace partials {
namespace {

void render_one(Sound& sound, const float* const* stereo, const float* mono, float* left, float* right,
                int n) noexcept {
  float* out[] = {left, right};
  if (sound.in_channels() == 1)
    sound.render(&mono, out, n);
  else
    sound.render(stereo, out, n);
}

}  // namespace

SoundSwap::~SoundSwap() {
  delete incoming_.load();
  delete current_;
  delete next_;
  collect();
}

void SoundSwap::prepare(int fade_samples, int max_block) {
  fade_ = std::max(1, fade_samples);
  for (auto& side : fading_) side.assign(static_cast<size_t>(max_block), 0.f);
  delete incoming_.exchange(nullptr);
  delete current_;
  delete next_;
  current_ = next_ = nullptr;
  collect();
}

void SoundSwap::collect() {
  for (auto& r : retired_) delete r.exchange(nullptr);
}

bool SoundSwap::retire(Sound* sound) noexcept {
  for (auto& r : retired_) {
    Sound* none = nullptr;
    if (r.compare_exchange_strong(none, sound, std::memory_order_release, std::memory_order_relaxed))
      return true;
  }
  return false;  // the main thread has not called collect() for a long time
}

Sound* SoundSwap::pick_up() noexcept {
  if (next_ || !is_waiting()) return nullptr;
  next_ = incoming_.exchange(nullptr, std::memory_order_acquire);
  fade_at_ = 0;
  return next_;
}

void SoundSwap::render(const float* const* stereo, const float* mono, float* left, float* right,
                       int n) noexcept {
  if (current_) {
    render_one(*current_, stereo, mono, left, right, n);
  } else {
    std::fill_n(left, n, 0.f);
    std::fill_n(right, n, 0.f);
  }
  if (!next_) return;
  float *new_left = fading_[0].data(), *new_right = fading_[1].data();
  render_one(*next_, stereo, mono, new_left, new_right, n);
  for (int i = 0; i < n; ++i) {
    const float part = std::min(1.f, static_cast<float>(fade_at_ + i) / static_cast<float>(fade_));
    left[i] += part * (new_left[i] - left[i]);
    right[i] += part * (new_right[i] - right[i]);
  }
  fade_at_ += n;
  if (fade_at_ < fade_ || (current_ && !retire(current_))) return;
  current_ = next_;
  next_ = nullptr;
}

}  // namespace partials
