// SPDX-License-Identifier: MIT
#include "ui_view.h"

#include "viewed_plugin.h"

partials::View& partials::view_behind(void* instance) {
  return static_cast<DISTRHO_NAMESPACE::ViewedPlugin*>(static_cast<DISTRHO_NAMESPACE::Plugin*>(instance))
      ->view();
}
partials::Takes* partials::takes_behind(void*) { return nullptr; }
partials::ActivityFlag* partials::activity_flag_behind(void*) { return nullptr; }
partials::window::Standalone* partials::standalone_behind(void*) { return nullptr; }
