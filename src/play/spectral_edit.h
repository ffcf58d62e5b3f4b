// SPDX-License-Identifier: MIT
// A spectral edit: a gain for every partial and every noise band, on top of the learned sound. The loudness
// is unchanged if the model matches loudness. Written by the main thread, read by the audio thread, both
// wait-free.
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace partials {

inline constexpr int kMaxEdited = 128;  // partials, and bands; those beyond play as learned
inline constexpr float kMinEditDb = -60, kMaxEditDb = 12;  // minimum means silent

enum class EditedPart { partials, noise };

struct SpectralEditGains {  // linear, as voices use them
  std::array<float, kMaxEdited> partials, noise;
  constexpr SpectralEditGains() {
    partials.fill(1);
    noise.fill(1);
  }
};

class SpectralEdit {
 public:
  // [thread-safe]
  float db(EditedPart part, int i) const noexcept {
    return in_range(i) ? of(part)[static_cast<size_t>(i)].load(std::memory_order_relaxed) : 0.f;
  }
  void set_db(EditedPart part, int i, float db) noexcept;  // clamped to the range; NaN: 0
  void rest() noexcept;                                    // resets all to the learned sound
  bool rests() const noexcept;
  uint32_t changes() const noexcept { return changes_.load(std::memory_order_acquire); }

  // [audio-thread]
  void read(SpectralEditGains& gains) const noexcept;

 private:
  using Row = std::array<std::atomic<float>, kMaxEdited>;
  static bool in_range(int i) noexcept { return i >= 0 && i < kMaxEdited; }
  const Row& of(EditedPart part) const noexcept { return part == EditedPart::partials ? partials_ : noise_; }

  Row partials_{}, noise_{};
  std::atomic<uint32_t> changes_{1};
};

// The current spectrum, for a window to draw: linear amplitudes of the newest voice's partials and noise
// bands. Written once per block while a window displays it. [thread-safe]
struct DisplayFeed {
  std::atomic<bool> watched{false};
  std::atomic<int> partials{0}, bands{0};  // numbers that the model has
  std::array<std::atomic<float>, kMaxEdited> partial{}, band{};
  std::atomic<float> f0_hz{0}, loudness_db{-120};  // requested of that voice
  // one bit per key whose note is held, by key or pedal: 0 to 63, 64 to 127
  std::array<std::atomic<uint64_t>, 2> keys{};

  bool key(int note) const noexcept {
    return keys[static_cast<size_t>(note >> 6)].load(std::memory_order_relaxed) >> (note & 63) & 1;
  }
};

}  // namespace partials
