// SPDX-License-Identifier: MIT
// partials body demo: a dance plays the violin, as one HTML file.
#pragma once
#include <CLI/CLI.hpp>

namespace partials {

void add_body_demo(CLI::App& body);

}  // namespace partials
