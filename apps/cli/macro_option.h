// SPDX-License-Identifier: MIT
// --macro NAME=VALUE: sets the player's macros (verbs/macros.h).
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

struct MacroOption {
  std::vector<std::string> settings;
};

void add_macros(CLI::App& verb, MacroOption& option);
