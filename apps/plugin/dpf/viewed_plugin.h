// SPDX-License-Identifier: MIT
// Access from the plug-in instance that DPF passes to a window to its player.
#pragma once
#include <DistrhoPlugin.hpp>

#include "view.h"

START_NAMESPACE_DISTRHO

class ViewedPlugin : public Plugin {
 public:
  using Plugin::Plugin;
  virtual partials::View& view() = 0;
};

END_NAMESPACE_DISTRHO
