// SPDX-License-Identifier: MIT
// A system without users.
#include "system/xdg.h"

namespace partials {

std::string data_home() { return ""; }
std::string config_home() { return ""; }
std::string state_home() { return ""; }
std::string cache_home() { return ""; }

}  // namespace partials
