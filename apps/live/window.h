// SPDX-License-Identifier: MIT
// The plug-ins' window as the window of the standalone.
#pragma once
#include <functional>

#include "activity_flag.h"
#include "live.h"

namespace partials {

class Takes;

// Runs until the window is closed or going_on(), which is called several times a second, returns false.
// takes: the recorder, or null. activity: raised when audio starts. Returns false if there is no display.
bool show_window(Live& live, Takes* takes, ActivityFlag& activity, const char* title,
                 const std::function<bool()>& going_on);

}  // namespace partials
