// SPDX-License-Identifier: MIT
// The window of an instance, if Partials was built with graphics (window/). [main-thread]
#pragma once
#include "plugin.h"

namespace partials::clap {

class Gui {
 public:
  virtual ~Gui() = default;
};

// clap.gui, clap.timer-support; null: another id
const void* gui_extension(const clap_plugin_t* plugin, const char* id) noexcept;

}  // namespace partials::clap
