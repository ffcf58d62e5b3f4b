// SPDX-License-Identifier: MIT
// Presets in the window: entering a name on the Models page, and the result of each operation.
// [main-thread]
#pragma once
#include "scene.h"

namespace partials::window {

// shows the Models page with a field for the name
void begin_saving(Scene& scene);
void begin_renaming(Scene& scene, const ModelEntry& preset);
void search_row(Scene& scene, Box box, const ModelList& list);  // to search, or to name a preset
// handles results of saving, renaming and removing
void follow_presets(Scene& scene);
std::string playing_path(const Scene& scene);  // of the preset in use, else of the model
// its model is on this machine, as far as known
bool has_model(Scene& scene, const ModelEntry& preset);
// the current preset was changed since it was saved
bool changed_since(Scene& scene);
std::string title_of(Scene& scene);  // "Violin – Soft evening *"

}  // namespace partials::window
