// SPDX-License-Identifier: MIT
// A player's settings as JSON, for project states and presets. Parameters stand by id, so that they survive
// whatever is added to the table; ids that are not known are passed over. [any-thread but audio]
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "host/player_settings.h"

namespace partials {

// An object with "parameters", "shape" and "learned".
nlohmann::json json_from_settings(const PlayerSettings& settings);
// Fills what the object holds and leaves the rest as it is; "": done, else what is wrong with it, as part of
// a sentence.
std::string read_settings(const nlohmann::json& object, PlayerSettings& settings);
// The text at a key, "" where there is none.
std::string text_at(const nlohmann::json& object, const char* key);

}  // namespace partials
