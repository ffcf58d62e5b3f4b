// SPDX-License-Identifier: MIT
// The parameters of the table that a player kind has, in the table's order: position n is the host's
// parameter n. New parameters are appended to the table, so positions never change.
#pragma once
#include <vector>

#include "play/parameters.h"

namespace partials {

const std::vector<int>& shown(PlayerKind kind);  // table indices by position
int place_of(PlayerKind kind, int index);        // -1 if this player kind does not have the parameter

}  // namespace partials
