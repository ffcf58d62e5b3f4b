// SPDX-License-Identifier: MIT
// --macro NAME=VALUE: the player's macros (play/controls.h) by their ids, in units of what they do.
#pragma once
#include <CLI/CLI.hpp>
#include <array>
#include <string>
#include <vector>

#include "model/model.h"
#include "play/controls.h"

struct MacroOption {
  std::vector<std::string> settings;
};

void add_macros(CLI::App& verb, MacroOption& option);
// Throws Stop for a macro that does not exist, that the model does not serve, or whose value lies outside its
// range.
void set_macros(const MacroOption& option, const partials::Model& model, partials::MacroValues& macros);
