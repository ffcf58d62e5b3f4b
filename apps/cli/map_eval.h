// SPDX-License-Identifier: MIT
// partials map eval: how well labels of movement are told on people, sessions or takes that were held out.
#pragma once
#include <CLI/CLI.hpp>

namespace partials {

void add_map_eval(CLI::App& map);

}  // namespace partials
