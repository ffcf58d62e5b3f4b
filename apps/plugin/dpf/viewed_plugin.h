// SPDX-License-Identifier: MIT
// How a window gets from the plug-in instance that DPF hands it to the player behind it.
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
