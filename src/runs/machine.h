// SPDX-License-Identifier: MIT
// What this machine can do for the project, found by looking: processor, memory, judging tools, sound servers, disk, real-time
// permission. Each finding is a fact, a warning with a remedy, or a refusal where nothing would work.
#pragma once
#include <string>
#include <vector>

#include "data/check.h"

namespace partials {

std::vector<Finding> examine_machine();

}  // namespace partials
