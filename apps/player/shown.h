// SPDX-License-Identifier: MIT
// Which parameters of the table a kind of player has, in the table's order: place n here is the host's
// parameter n. New ones are added to the table's end, so places never change.
#pragma once
#include <vector>

#include "play/parameters.h"

namespace partials {

const std::vector<int>& shown(PlayerKind kind);  // table indices by place
int place_of(PlayerKind kind, int index);        // -1 where this kind has it not

}  // namespace partials
