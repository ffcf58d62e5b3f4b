// SPDX-License-Identifier: MIT
// A loudness_match that counts what one noise makes of its bands (`overlap` other than 0) must have that
// noise's settings: with other bands or stretches it counts noise that is not played, and every note would be
// too soft or too loud without any error.
#pragma once
#include "base/result.h"
#include "graph/graph.h"

namespace partials {

Result<void> check_levels(const Graph& graph);

}  // namespace partials
