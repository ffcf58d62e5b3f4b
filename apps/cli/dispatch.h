// SPDX-License-Identifier: MIT
// Runs the verb of a command line, and turns every error into one sentence on standard error and an exit
// code.
#pragma once
#include <CLI/CLI.hpp>
#include <string>

#include "verbs/exits.h"

namespace partials {

int fail(Exit code, const std::string& sentence);
// Of a parser's error: "partials render: --output is required; see: partials render --help".
std::string refusal(const CLI::App* app, const CLI::Error& e);
int dispatch(CLI::App& app, int argc, char** argv);

}  // namespace partials
