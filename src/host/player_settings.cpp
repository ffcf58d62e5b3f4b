// SPDX-License-Identifier: MIT
#include "host/player_settings.h"

namespace partials {

PlayerSettings settings_of(const Engine& engine) {
  PlayerSettings s;
  for (int i = 0; i < kParameterCount; ++i) s.values[static_cast<size_t>(i)] = engine.value(i);
  for (int c = 0; c < 128; ++c) s.learned[static_cast<size_t>(c)] = engine.learned(c);
  for (int i = 0; i < kMaxEdited; ++i) {
    s.partials_db[static_cast<size_t>(i)] = engine.spectral_edit().db(EditedPart::partials, i);
    s.noise_db[static_cast<size_t>(i)] = engine.spectral_edit().db(EditedPart::noise, i);
  }
  return s;
}

void apply_spectral_edit(SpectralEdit& shape, const PlayerSettings& s) {
  for (int i = 0; i < kMaxEdited; ++i) {
    shape.set_db(EditedPart::partials, i, s.partials_db[static_cast<size_t>(i)]);
    shape.set_db(EditedPart::noise, i, s.noise_db[static_cast<size_t>(i)]);
  }
}

}  // namespace partials
