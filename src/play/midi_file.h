// SPDX-License-Identifier: MIT
// Standard MIDI Files (MIDI 1.0 detailed specification, RP-001), also inside RIFF (RMID): every channel
// message with its time in seconds, tempo changes resolved, tracks merged. Everything readable is read, and
// departures from the standard are reported (MidiSong::odd). Reading is bounded by the size of the file; no
// value in it is trusted.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "play/midi_song.h"

namespace partials {

// Whether a file that begins with these bytes is a MIDI file, whatever its name.
bool begins_as_midi(std::string_view first_bytes);

Result<MidiSong> midi_from_bytes(std::string_view bytes, const std::string& name);
Result<MidiSong> read_midi_file(const std::string& path);

}  // namespace partials
