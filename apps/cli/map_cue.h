// SPDX-License-Identifier: MIT
// partials map cue: the cues of a mapping.
#pragma once
#include <CLI/CLI.hpp>

namespace partials {

void add_map_cue(CLI::App& map);

}  // namespace partials
