// SPDX-License-Identifier: MIT
// Where Partials was built without graphics.
#include "window.h"

namespace partials {

bool show_window(Player&, Takes*, Bell&, const char*, double, const std::function<bool()>&) { return false; }

}  // namespace partials
