// SPDX-License-Identifier: MIT
// The options of a MIDI file (verbs/song.h), and reading one with notes on standard error.
#pragma once
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "verbs/song.h"

namespace partials {

void add_song_options(CLI::App& verb, SongOption& option);

SongInput read_song(const std::string& path, const SongOption& option, nlohmann::json& said);

}  // namespace partials
