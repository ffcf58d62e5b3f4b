// SPDX-License-Identifier: MIT
// Plays a model from a keyboard: one note through the instrument, controlled by MIDI only. The model must
// outlive the player.
#pragma once
#include "families/instrument/train/played_note.h"
#include "model/model.h"

namespace partials {

KeyPlayer key_player(const Model& model);

}  // namespace partials
