// SPDX-License-Identifier: MIT
#include "window.h"

#include <X11/Xlib.h>

#include <algorithm>
#include <cstring>

#include "shown.h"
#include "src/DistrhoUIInternal.hpp"
#include "ui_view.h"

namespace partials {
namespace {

USE_NAMESPACE_DISTRHO

struct Shown {
  Shown(Live& live, Takes* takes, ActivityFlag& activity)
      : live(live),
        takes(takes),
        activity(activity),
        ui(this, 0, rate_hz(), nullptr, set_parameter, set_state, nullptr, nullptr, nullptr, nullptr, this) {}

  static void set_parameter(void* me, uint32_t place, float value) {
    Live& l = static_cast<Shown*>(me)->live;
    // the player kind may have changed while a control was held
    const auto& places = shown(l.players().kind());
    if (place < places.size()) l.set_value(places[place], value);
  }
  static void set_state(void* me, const char* key, const char* value) {
    if (std::strcmp(key, "model") == 0) static_cast<Shown*>(me)->live.players().load_soon(value);
  }
  double rate_hz() const {
    const double hz = live.audio().rate_hz;
    return hz > 0 ? hz : 48000;
  }
  Live& live;
  Takes* takes;
  ActivityFlag& activity;
  UIExporter ui;
};

// Restores the size of the last run, if the screen allows. DPF has no way to request this from outside.
void resize(Display* display, UIExporter& ui, int width, int height) {
  if (width <= 0 || height <= 0) return;
  const int screen = DefaultScreen(display);
  XResizeWindow(display, ui.getNativeWindowHandle(),
                static_cast<unsigned>(std::min(width, DisplayWidth(display, screen))),
                static_cast<unsigned>(std::min(height, DisplayHeight(display, screen))));
  XFlush(display);
}

}  // namespace

View& view_behind(void* instance) { return static_cast<Shown*>(instance)->live.players(); }
Takes* takes_behind(void* instance) { return static_cast<Shown*>(instance)->takes; }
ActivityFlag* activity_flag_behind(void* instance) { return &static_cast<Shown*>(instance)->activity; }
window::Standalone* standalone_behind(void* instance) { return &static_cast<Shown*>(instance)->live; }

bool show_window(Live& live, Takes* takes, ActivityFlag& activity, const char* title,
                 const std::function<bool()>& going_on) {
  Display* display = XOpenDisplay(nullptr);  // DPF does not report a missing display
  if (!display) return false;
  {
    Shown window(live, takes, activity);
    window.ui.setWindowTitle(title);
    window.ui.showAndFocus();
    resize(display, window.ui, live.width(), live.height());
    while (window.ui.plugin_idle()) {  // which sleeps while idle: see Driver::rest
      window.ui.setSampleRate(window.rate_hz());
      live.resized(static_cast<int>(window.ui.getWidth()), static_cast<int>(window.ui.getHeight()));
      if (!going_on()) window.ui.quit();
    }
  }
  XCloseDisplay(display);
  return true;
}

}  // namespace partials
