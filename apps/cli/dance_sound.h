// SPDX-License-Identifier: MIT
// A dance that plays an instrument: it goes through a mapping (partials map) and plays a model.
#pragma once
#include <CLI/CLI.hpp>
#include <string>

#include "families/dance/train/performance.h"

namespace partials {

struct DanceSound {
  std::string through, play, scale;  // the mapping; the model; "": all keys
};
void add_dance_sound(CLI::App& verb, DanceSound& sound);

// The sound of the dance. Throws Stop: no such mapping or model, a mapping that plays no notes or reads what
// the dance does not show.
dance::PerformanceSound sound_of(const dance::Performance& performance, const DanceSound& sound);

}  // namespace partials
