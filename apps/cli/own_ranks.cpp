// SPDX-License-Identifier: MIT
#include "own_ranks.h"

namespace partials {

Ranks* own_ranks() { return nullptr; }

}  // namespace partials
