// SPDX-License-Identifier: MIT
// A MIDI output as a JACK client of its own, which never starts a server.
#pragma once
#include "audio/midi_out.h"

namespace partials::jack {

// names: what could be connected is added. The Error is a clause, as that of audio::System::open().
Result<std::unique_ptr<audio::MidiOut>> open_midi_out(const std::string& to, std::vector<std::string>& names);

}  // namespace partials::jack
