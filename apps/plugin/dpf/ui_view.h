// SPDX-License-Identifier: MIT
#pragma once
#include "view.h"

namespace partials {

// The player behind what DPF hands to a window. Plug-ins: ui_view.cpp; the standalone has its own, which is then linked instead.
View& view_behind(void* instance);

}  // namespace partials
