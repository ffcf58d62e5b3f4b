// SPDX-License-Identifier: MIT
// Standard MIDI files: everything that `render` does with one before it plays.
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "play/midi_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto song = partials::midi_from_bytes({reinterpret_cast<const char*>(data), size}, "fuzz.mid");
  if (!song) return 0;
  double last = 0;
  for (const auto& e : song.value().events) {
    if (!(e.time_s >= last) || e.status < 0x80 || e.data1 > 127 || e.data2 > 127) __builtin_trap();
    last = e.time_s;
  }
  partials::MidiSong played = song.value();
  if (!(std::isfinite(played.length_s) && played.length_s >= 0) || played.odd.size() > 20) __builtin_trap();
  (void)partials::is_silent_about_mpe(played);
  const size_t before = played.events.size();
  if (partials::leave_out_drums(played) > before) __builtin_trap();
  partials::keep_channels(played, 0x00ff);
  partials::leave_out_dead_breath(played);
  if (played.events.size() > before) __builtin_trap();
  return 0;
}
