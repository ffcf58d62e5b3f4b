// SPDX-License-Identifier: MIT
// The player's macros (play/controls.h) by id, each in its own unit: "attack=0.5" halves attack times.
#pragma once
#include <string>
#include <vector>

#include "model/model.h"
#include "play/controls.h"

namespace partials {

std::string known_macros();  // all ids, for a message

// Throws Stop if a macro does not exist, is not supported by the model, or has a value out of range.
void set_macros(const std::vector<std::string>& settings, const Model& model, MacroValues& macros);

}  // namespace partials
