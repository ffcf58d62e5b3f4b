// SPDX-License-Identifier: MIT
// A loudness_match that counts what one noise makes of its bands (`overlap` other than 0) must know that
// noise as it is: with other bands or stretches it counts what nobody hears, and every note plays too soft or
// too loud with no sign of it.
#pragma once
#include "base/result.h"
#include "graph/graph.h"

namespace partials {

Result<void> check_levels(const Graph& graph);

}  // namespace partials
