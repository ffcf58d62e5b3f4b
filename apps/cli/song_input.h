// SPDX-License-Identifier: MIT
// A MIDI file as `render` plays it: known by its first bytes, read as far as it goes, without drums unless
// they are asked for, as MPE where its channels are fingers. What was odd or left out is said.
#pragma once
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "play/midi_file.h"

namespace partials {

struct SongOption {
  bool drums = false, mpe = false;
  std::vector<int> channels;  // from 1; none: all
};

void add_song_options(CLI::App& verb, SongOption& option);

// By its first bytes; a file that holds neither MIDI nor sound, by the end of its name.
bool is_midi_file(const std::string& path);

struct SongInput {
  MidiSong song;
  bool mpe = false;  // played in a zone that the file does not announce
};

// Tells on standard error, and in `said`: drum_notes_left_out, mpe, warnings.
SongInput read_song(const std::string& path, const SongOption& option, nlohmann::json& said);

}  // namespace partials
