// SPDX-License-Identifier: MIT
// What can sound live on this machine, found by asking: each way of making sound is opened, as playing would
// open it, and closed again. Files that a server leaves behind when it ends prove nothing. A way that
// Partials learns to play through gets a function of its own in the list at the end of examine_sound.cpp.
#pragma once
#include <vector>

#include "report/finding.h"

namespace partials {

std::vector<Finding> examine_sound();

}  // namespace partials
