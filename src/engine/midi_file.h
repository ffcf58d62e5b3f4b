// SPDX-License-Identifier: MIT
// Standard MIDI Files (MIDI 1.0 detailed specification, RP-001), formats 0 and 1: every channel message with its time in
// seconds, tempo changes resolved, tracks merged. Reading is bounded by the size of the file; nothing in it is trusted.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace partials {

struct MidiEvent {
  double time_s = 0;
  uint8_t status = 0;  // 0x80..0xEF: kind in the upper four bits, channel in the lower
  uint8_t data1 = 0, data2 = 0;
};

struct MidiSong {
  std::vector<MidiEvent> events;  // by time; at one time, as they stood in the file
  double length_s = 0;            // the end of the last track
};

// General MIDI keeps channel 10 for drums. Takes its notes out and says how many they were; leaves a song of MPE alone, whose fingers
// have that channel, too (it says so by the configuration message, RP-053: RPN 6 on channel 1 or 16).
size_t leave_out_drums(MidiSong& song);
bool has_notes(const MidiSong& song);

Result<MidiSong> midi_from_bytes(std::string_view bytes, const std::string& name);
Result<MidiSong> read_midi_file(const std::string& path);

}  // namespace partials
