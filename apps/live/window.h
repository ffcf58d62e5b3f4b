// SPDX-License-Identifier: MIT
// The plug-ins' window around the standalone.
#pragma once
#include <functional>

#include "activity_flag.h"
#include "live.h"

namespace partials {

class Takes;

// Until it is closed or going_on() (asked some times a second) says no. takes: where it records, or null.
// activity: rings when there is sound. false: there is no display here, nothing was shown.
bool show_window(Live& live, Takes* takes, ActivityFlag& activity, const char* title,
                 const std::function<bool()>& going_on);

}  // namespace partials
