// SPDX-License-Identifier: MIT
// The current sound, and the change to another without a gap or a lock: a new one is built on another thread,
// passed to the audio thread and faded in; the old one is passed back to be freed.
#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <vector>

#include "play/sound.h"

namespace partials {

class SoundSwap {
 public:
  SoundSwap() = default;
  ~SoundSwap();
  SoundSwap(const SoundSwap&) = delete;
  SoundSwap& operator=(const SoundSwap&) = delete;

  // [main-thread, while render() does not run] Frees all sounds.
  void prepare(int fade_samples, int max_block);
  void begin_with(std::unique_ptr<Sound> sound) noexcept { current_ = sound.release(); }
  // [any-thread but audio] post: the sound fades in by a crossfade; collect: frees the replaced sounds.
  void post(std::unique_ptr<Sound> sound) { delete incoming_.exchange(sound.release()); }
  void collect();
  // [thread-safe] whether a new sound is about to fade in.
  bool is_waiting() const noexcept { return incoming_.load(std::memory_order_relaxed) != nullptr; }

  // [audio-thread]
  Sound* current() noexcept { return current_; }
  const Sound* current() const noexcept { return current_; }
  bool is_fading() const noexcept { return next_ != nullptr; }
  template <class Do>
  void each(Do&& f) noexcept {
    if (current_) f(*current_);
    if (next_) f(*next_);
  }
  // Starts to fade in the posted sound, unless one is fading in already; null: nothing new.
  Sound* pick_up() noexcept;
  // Renders n samples, left and right; during a swap both sounds, one fading into the other. in: two
  // channels, and their mean.
  void render(const float* const* stereo, const float* mono, float* left, float* right, int n) noexcept;

 private:
  static constexpr int kRetired = 8;
  bool retire(Sound* sound) noexcept;

  std::atomic<Sound*> incoming_{nullptr};
  std::array<std::atomic<Sound*>, kRetired> retired_{};
  Sound *current_ = nullptr, *next_ = nullptr;
  int fade_at_ = 0, fade_ = 1;
  std::vector<float> fading_[2];
};

}  // namespace partials
