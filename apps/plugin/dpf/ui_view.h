// SPDX-License-Identifier: MIT
#pragma once
#include "view.h"

namespace partials {

class Takes;

// The player behind what DPF hands to a window, and where takes are recorded (plug-ins do not: null). Plug-ins: ui_view.cpp; the
// standalone has its own, which is then linked instead.
View& view_behind(void* instance);
Takes* takes_behind(void* instance);

}  // namespace partials
