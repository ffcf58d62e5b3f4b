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

struct Shown : DGL_NAMESPACE::IdleCallback {
  Shown(Player& player, Takes* takes, double rate_hz, const std::function<bool()>& going_on)
      : player(player), takes(takes), going_on(going_on), ui(this, 0, rate_hz, nullptr, set_parameter, set_state, nullptr, nullptr, nullptr, nullptr, this) {}

  static void set_parameter(void* me, uint32_t place, float value) {
    Player& p = static_cast<Shown*>(me)->player;
    p.engine().set_value(shown(p.kind())[place], value);
  }
  static void set_state(void* me, const char* key, const char* value) {
    if (std::strcmp(key, "model") == 0) static_cast<Shown*>(me)->player.load_soon(value);
  }
  void idleCallback() override {
    if (!going_on()) return ui.quit();
    ui.exec_idle();
  }

  Player& player;
  Takes* takes;
  const std::function<bool()>& going_on;
  UIExporter ui;
};

}  // namespace

View& view_behind(void* instance) { return static_cast<Shown*>(instance)->player; }
Takes* takes_behind(void* instance) { return static_cast<Shown*>(instance)->takes; }

bool show_window(Player& player, Takes* takes, const char* title, double rate_hz, const std::function<bool()>& going_on) {
  Display* display = XOpenDisplay(nullptr);  // DPF does not say when there is none
  if (!display) return false;
  {
    Shown window(player, takes, rate_hz, going_on);
    window.ui.setWindowTitle(title);
    window.ui.exec(&window);
  }
  XCloseDisplay(display);
  return true;
}

}  // namespace partials
