// SPDX-License-Identifier: MIT
// Examines this machine: processor, memory, other pitch trackers, disk, real-time permission. Each finding is
// a fact, a warning with a remedy, or a refusal if Partials cannot work. Sound: apps/cli/examine_sound.h.
#pragma once
#include <string>
#include <vector>

#include "report/finding.h"

namespace partials {

std::vector<Finding> examine_machine();

}  // namespace partials
