// SPDX-License-Identifier: MIT
// --macro NAME=VALUE: sets the player's macros (play/controls.h) by id, each in its own unit.
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
// Throws Stop if a macro does not exist, is not supported by the model, or has a value out of range.
void set_macros(const MacroOption& option, const partials::Model& model, partials::MacroValues& macros);
