// SPDX-License-Identifier: MIT
// Which names a sweep may try: preset, weights, base and seed, and every setting of a training
// (runs/train_config.h) except for those that the sweep itself decides.
#pragma once
#include "sweep/sweep_folder.h"

namespace partials {

// Refuses a name that no preset of the sweep has, with the nearest. A preset that does not exist, or a value
// that is out of range, is a trial that fails.
Result<void> check_names(const Sweep& sweep, const std::string& file);

}  // namespace partials
