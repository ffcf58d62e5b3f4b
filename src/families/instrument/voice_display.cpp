// SPDX-License-Identifier: MIT
// What a window draws of a voice. Apart from voice_player.cpp, because a board has neither window nor 64-bit
// atomics.
#include <algorithm>

#include "families/instrument/voice_player.h"

namespace partials {

void VoicePlayer::publish(DisplayFeed& seen) const noexcept {
  constexpr auto kRelaxed = std::memory_order_relaxed;
  const int n_partials = std::min(kMaxEdited, wires_.n_partials),
            n_bands = std::min(kMaxEdited, wires_.n_bands);
  for (int i = 0; i < n_partials; ++i)
    seen.partial[static_cast<size_t>(i)].store(wires_.partials[i], kRelaxed);
  for (int i = 0; i < n_bands; ++i) seen.band[static_cast<size_t>(i)].store(wires_.noise[i], kRelaxed);
  seen.f0_hz.store(*wires_.f0_hz, kRelaxed);
  seen.loudness_db.store(*wires_.loudness_db, kRelaxed);
  seen.partials.store(n_partials, kRelaxed);
  seen.bands.store(n_bands, kRelaxed);
}

}  // namespace partials
