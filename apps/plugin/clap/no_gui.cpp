// SPDX-License-Identifier: MIT
// Used if Partials is built without graphics.
#include "gui.h"

namespace partials::clap {

const void* gui_extension(const clap_plugin_t*, const char*) noexcept { return nullptr; }

}  // namespace partials::clap
