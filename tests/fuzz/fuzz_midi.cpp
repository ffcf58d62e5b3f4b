// SPDX-License-Identifier: MIT
// Standard MIDI files.
#include <cstddef>
#include <cstdint>

#include "engine/midi_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto song = partials::midi_from_bytes({reinterpret_cast<const char*>(data), size}, "fuzz.mid");
  if (!song) return 0;
  double last = 0;
  for (const auto& e : song.value().events) {
    if (!(e.time_s >= last) || e.status < 0x80 || e.data1 > 127 || e.data2 > 127) __builtin_trap();
    last = e.time_s;
  }
  return 0;
}
