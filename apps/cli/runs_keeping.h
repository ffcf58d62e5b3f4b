// SPDX-License-Identifier: MIT
// partials runs page | tag | note | remove | import | export.
#pragma once
#include <CLI/CLI.hpp>

void add_runs_keeping(CLI::App& runs);
