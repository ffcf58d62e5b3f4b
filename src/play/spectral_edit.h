// SPDX-License-Identifier: MIT
// A player's hand on the sound: a gain for every partial and every noise band, over what was learned. The
// loudness asked for stays where the model matches loudness. Written by the main thread, read by the audio
// thread; both without waiting.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>

namespace partials {

inline constexpr int kMaxEdited = 128;  // partials, and bands; those beyond sound as learned
inline constexpr float kMinEditDb = -60, kMaxEditDb = 12;  // at the least: silent

enum class EditedPart { partials, noise };

struct SpectralEditGains {  // linear, as voices take them
  std::array<float, kMaxEdited> partials, noise;
  SpectralEditGains() {
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
  void set_db(EditedPart part, int i, float db) noexcept;  // into range; NaN: 0
  void rest() noexcept;                                    // all as learned
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

// What sounds right now, for a window to draw: amplitudes of the newest voice's partials and noise bands,
// linear. Written once a block while somebody watches. [thread-safe]
struct DisplayFeed {
  std::atomic<bool> watched{false};
  std::atomic<int> partials{0}, bands{0};  // how many the model has
  std::array<std::atomic<float>, kMaxEdited> partial{}, band{};
  std::atomic<float> f0_hz{0}, loudness_db{-120};  // asked of that voice
  // a bit for every key whose note is held, by hand or pedal: 0 to 63, 64 to 127
  std::array<std::atomic<uint64_t>, 2> keys{};

  bool key(int note) const noexcept {
    return keys[static_cast<size_t>(note >> 6)].load(std::memory_order_relaxed) >> (note & 63) & 1;
  }
};

}  // namespace partials
