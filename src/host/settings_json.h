// SPDX-License-Identifier: MIT
// A player's settings as JSON, for project states and presets. Parameters are stored by id, so that they
// survive additions to the table; unknown ids are skipped. [any-thread but audio]
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "host/player_settings.h"

namespace partials {

// An object with "parameters", "shape" and "learned".
nlohmann::json json_from_settings(const PlayerSettings& settings);
// Sets the values in the object and leaves the others unchanged; returns "" or the error as part of a
// sentence.
std::string read_settings(const nlohmann::json& object, PlayerSettings& settings);
// The text at a key, "" if there is none.
std::string text_at(const nlohmann::json& object, const char* key);

}  // namespace partials
