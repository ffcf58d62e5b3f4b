// SPDX-License-Identifier: MIT
// --scale and --keyboard of every command that plays keys: Scala files that set the pitch of each key.
#pragma once
#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "play/tuning.h"

namespace partials {

struct TuningOption {
  std::string scale, keyboard;
};

void add_tuning(CLI::App& verb, TuningOption& option);

// None if no scale was given. Reports anything unusual about the scale on standard error.
std::optional<KeyPitches> tuning_of(const TuningOption& option);

}  // namespace partials
