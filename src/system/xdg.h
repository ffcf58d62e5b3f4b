// SPDX-License-Identifier: MIT
// Where a user's own files go (XDG base directories). Absolute, or empty if neither the variable nor HOME is
// set.
#pragma once
#include <string>

namespace partials {

std::string data_home();    // $XDG_DATA_HOME/partials, or ~/.local/share/partials
std::string config_home();  // $XDG_CONFIG_HOME/partials, or ~/.config/partials
std::string state_home();   // $XDG_STATE_HOME/partials, or ~/.local/state/partials
std::string cache_home();   // $XDG_CACHE_HOME/partials, or ~/.cache/partials

}  // namespace partials
