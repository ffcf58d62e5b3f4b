// SPDX-License-Identifier: MIT
// Used if Partials was built without graphics.
#include "window.h"

namespace partials {

bool show_window(Live&, Takes*, ActivityFlag&, const char*, const std::function<bool()>&) { return false; }

}  // namespace partials
