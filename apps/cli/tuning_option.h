// SPDX-License-Identifier: MIT
// --scale and --keyboard, of every verb that plays keys: Scala files that give each key its pitch.
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

// None where no scale was named. Says what is unusual about it on standard error.
std::optional<KeyPitches> tuning_of(const TuningOption& option);

}  // namespace partials
