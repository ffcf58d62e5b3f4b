// SPDX-License-Identifier: MIT
// A model as somebody at a keyboard hears it: one note through the instrument, with MIDI alone. The model
// must outlive the player.
#pragma once
#include "families/instrument/train/played_note.h"
#include "model/model.h"

namespace partials {

KeyPlayer key_player(const Model& model);

}  // namespace partials
