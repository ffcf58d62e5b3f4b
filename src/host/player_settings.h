// SPDX-License-Identifier: MIT
// A player's settings: parameters, learned controllers, and the spectral edits of partials and noise bands.
// Project states (session.h) and presets (preset.h) both store them, in the form of settings_json.h.
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
