// SPDX-License-Identifier: MIT
// All runs on one page: a table that can be filtered by text (tag, note, name, status), and for each run its
// curve, a sketch to hear, and the settings in which it differs from the others. One file; it asks no server
// for anything.
#pragma once
#include <string>
#include <vector>

#include "runs/run.h"

namespace partials {

// The newest `heard` runs have a sound.
std::string runs_page(const std::vector<Run>& runs, size_t heard);

}  // namespace partials
