// SPDX-License-Identifier: MIT
// What a player has set: parameters, learned controllers, and the gains drawn on partials and noise bands.
// Project states (session.h) and presets (preset.h) both keep these; the JSON is written and read here, once.
// Parameters stand by id, so that they survive whatever is added to the table; ids that are not known are
// passed over. [any-thread but audio]
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "play/engine.h"

namespace partials {

struct PlayerSettings {
  Values values = initial_values();
  std::array<int, 128> learned;  // parameter by controller; -1: none
  std::array<float, kMostShaped> partials_db{}, noise_db{};
  PlayerSettings() { learned.fill(-1); }
  bool operator==(const PlayerSettings&) const = default;
};

PlayerSettings settings_of(const Engine& engine);
void apply_shape(Shape& shape, const PlayerSettings& settings);

// An object with "parameters", "shape" and "learned".
nlohmann::json json_from_settings(const PlayerSettings& settings);
// Fills what the object holds and leaves the rest as it is; "": done, else what is wrong with it, as part of
// a sentence.
std::string read_settings(const nlohmann::json& object, PlayerSettings& settings);
// The text at a key, "" where there is none.
std::string text_at(const nlohmann::json& object, const char* key);

}  // namespace partials
