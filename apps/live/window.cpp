// SPDX-License-Identifier: MIT
#include "window.h"

#include <X11/Xlib.h>

#include <cstring>

#include "src/DistrhoUIInternal.hpp"
#include "shown.h"
#include "ui_view.h"

namespace partials {
namespace {

USE_NAMESPACE_DISTRHO

struct Shown {
  Shown(Player& player, Takes* takes, Bell& bell, double rate_hz)
      : player(player), takes(takes), bell(bell), ui(this, 0, rate_hz, nullptr, set_parameter, set_state, nullptr, nullptr, nullptr, nullptr, this) {}

  static void set_parameter(void* me, uint32_t place, float value) {
    Player& p = static_cast<Shown*>(me)->player;
    p.engine().set_value(shown(p.kind())[place], value);
  }
  static void set_state(void* me, const char* key, const char* value) {
    if (std::strcmp(key, "model") == 0) static_cast<Shown*>(me)->player.load_soon(value);
  }
  Player& player;
  Takes* takes;
  Bell& bell;
  UIExporter ui;
};

}  // namespace

View& view_behind(void* instance) { return static_cast<Shown*>(instance)->player; }
Takes* takes_behind(void* instance) { return static_cast<Shown*>(instance)->takes; }
Bell* bell_behind(void* instance) { return &static_cast<Shown*>(instance)->bell; }
window::Standalone* standalone_behind(void*) { return nullptr; }

bool show_window(Player& player, Takes* takes, Bell& bell, const char* title, double rate_hz, const std::function<bool()>& going_on) {
  Display* display = XOpenDisplay(nullptr);  // DPF does not say when there is none
  if (!display) return false;
  {
    Shown window(player, takes, bell, rate_hz);
    window.ui.setWindowTitle(title);
    window.ui.showAndFocus();
    while (window.ui.plugin_idle())  // which rests: see Driver::rest
      if (!going_on()) window.ui.quit();
  }
  XCloseDisplay(display);
  return true;
}

}  // namespace partials
