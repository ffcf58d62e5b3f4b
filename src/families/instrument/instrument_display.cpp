// SPDX-License-Identifier: MIT
// What a window draws of the notes.
#include "families/instrument/instrument_player.h"

namespace partials {

void InstrumentPlayer::publish(DisplayFeed& seen) const noexcept {
  const Slot* newest = nullptr;
  std::array<uint64_t, 2> keys{};
  for (const Slot& s : slots_) {
    if (!s.active) continue;
    if (!newest || s.order > newest->order) newest = &s;
    const auto key = static_cast<size_t>(s.key & 127);
    if (s.fading < 0 && !s.performer.released()) keys[key >> 6] |= uint64_t{1} << (key & 63);
  }
  for (size_t half = 0; half < keys.size(); ++half)
    seen.keys[half].store(keys[half], std::memory_order_relaxed);
  if (newest) return newest->voice->publish(seen);
  for (auto& a : seen.partial) a.store(0, std::memory_order_relaxed);
  for (auto& a : seen.band) a.store(0, std::memory_order_relaxed);
  seen.f0_hz.store(0, std::memory_order_relaxed);
  seen.loudness_db.store(-120, std::memory_order_relaxed);
}

}  // namespace partials
