// SPDX-License-Identifier: MIT
// --macro NAME=VALUE: the player's macros (engine/macros.h) by their ids, in units of what they do.
#pragma once
#include <CLI/CLI.hpp>
#include <array>
#include <string>
#include <vector>

#include "engine/macros.h"

struct MacroOption {
  std::vector<std::string> settings;
};

void add_macros(CLI::App& verb, MacroOption& option);
// Throws Stop for a macro that does not exist, that the model does not serve, or whose value lies outside its
// range.
void set_macros(const MacroOption& option, const partials::Graph& graph,
                std::array<float, partials::kMacros>& macros);
