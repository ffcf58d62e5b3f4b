// SPDX-License-Identifier: MIT
// Finds the audio outputs of this machine by opening and closing each as playing would; files that a server
// leaves behind when it ends prove nothing. A new audio system gets a function of its own in the list at
// the end of examine_sound.cpp.
#pragma once
#include <vector>

#include "report/finding.h"

namespace partials {

std::vector<Finding> examine_sound();

}  // namespace partials
