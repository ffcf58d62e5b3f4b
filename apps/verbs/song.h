// SPDX-License-Identifier: MIT
// A MIDI file as `render` plays it: recognised by its first bytes, read as far as possible, without drums
// unless requested, as MPE if its channels are used that way. Deviations and omissions are reported.
#pragma once
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "play/midi_file.h"

namespace partials {

struct SongOption {
  bool drums = false, mpe = false;
  std::vector<int> channels;  // from 1; none: all
};

// By its first bytes; if they are neither MIDI nor audio, by the extension of its name.
bool is_midi_file(const std::string& path);

struct SongInput {
  MidiSong song;
  bool mpe = false;  // played as an MPE zone that the file does not declare
};

// note: sentences for a person. Adds to `said`: drum_notes_left_out, mpe, warnings. Throws Stop.
SongInput read_song(const std::string& path, const SongOption& option,
                    const std::function<void(const std::string&)>& note, nlohmann::json& said);

}  // namespace partials
