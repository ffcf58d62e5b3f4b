// SPDX-License-Identifier: MIT
// Counts the notes that a model plays, by their place relative to its recordings: those outside by key and
// loudness, those inside as one number. A sound counts on the audio thread; another thread takes the counts
// away and keeps them (host/played_counts.h). Off at first.
//   [audio-thread] inside, outside: increments of atomic counters, nothing else;  [thread-safe] the rest
#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace partials {

// Of a note, relative to the loudness of the recorded notes.
enum class PlayedLevel { softer, within, louder };
inline constexpr size_t kPlayedLevels = 3;

struct NoteTally {
  uint64_t notes = 0;  // all that were played
  // [MIDI key][PlayedLevel]; at the level `within` only the pitch lies outside the trained range
  std::array<std::array<uint32_t, kPlayedLevels>, 128> outside{};
};

class NoteCounter {
 public:
  void count(bool on) noexcept { on_.store(on, std::memory_order_relaxed); }
  bool counts() const noexcept { return on_.load(std::memory_order_relaxed); }

  void inside() noexcept { notes_.fetch_add(1, std::memory_order_relaxed); }
  void outside(int key, PlayedLevel level) noexcept {
    inside();
    outside_[static_cast<size_t>(key & 127)][static_cast<size_t>(level)].fetch_add(1,
                                                                                   std::memory_order_relaxed);
  }

  // Moves what was counted since the last call; false: nothing.
  bool take(NoteTally& to) noexcept {
    if (notes_.load(std::memory_order_relaxed) == 0) return false;
    to = {};
    to.notes = notes_.exchange(0, std::memory_order_relaxed);
    for (size_t key = 0; key < outside_.size(); ++key)
      for (size_t level = 0; level < kPlayedLevels; ++level)
        to.outside[key][level] = outside_[key][level].exchange(0, std::memory_order_relaxed);
    return true;
  }

 private:
  std::atomic<bool> on_{false};
  std::atomic<uint32_t> notes_{0};
  std::array<std::array<std::atomic<uint32_t>, kPlayedLevels>, 128> outside_{};
};

}  // namespace partials
