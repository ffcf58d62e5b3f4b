// SPDX-License-Identifier: MIT
// Messages that end held notes when a MIDI input disappears, for each channel: reset controllers, pedal up,
// all notes off. [audio-thread]
#pragma once
#include <cstddef>
#include <cstdint>

namespace partials::audio {

inline constexpr size_t kNoteEnds = 32;

// take(bytes) is called with three bytes each.
template <class Take>
void end_notes(Take take) noexcept {
  for (int channel = 0; channel < 16; ++channel)
    for (const uint8_t number : {uint8_t{121}, uint8_t{123}}) {
      const uint8_t bytes[3] = {static_cast<uint8_t>(0xb0 | channel), number, 0};
      take(bytes);
    }
}

}  // namespace partials::audio
