// SPDX-License-Identifier: MIT
// The window of an instance, where Partials was built with one (window/). [main-thread]
#pragma once
#include "plugin.h"

namespace partials::clap {

class Gui {
 public:
  virtual ~Gui() = default;
};

// clap.gui, clap.timer-support; null: not one of them
const void* gui_extension(const clap_plugin_t* plugin, const char* id) noexcept;

}  // namespace partials::clap
