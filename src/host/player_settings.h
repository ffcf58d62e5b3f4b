// SPDX-License-Identifier: MIT
// What a player has set: parameters, learned controllers, and the gains drawn on partials and noise bands.
// Project states (session.h) and presets (preset.h) both keep these, as settings_json.h writes them.
// [any-thread but audio]
#pragma once
#include <array>

#include "play/engine.h"

namespace partials {

struct PlayerSettings {
  Values values = initial_values();
  std::array<int, 128> learned;  // parameter by controller; -1: none
  std::array<float, kMaxEdited> partials_db{}, noise_db{};
  PlayerSettings() { learned.fill(-1); }
  bool operator==(const PlayerSettings&) const = default;
};

PlayerSettings settings_of(const Engine& engine);
void apply_spectral_edit(SpectralEdit& shape, const PlayerSettings& settings);

}  // namespace partials
