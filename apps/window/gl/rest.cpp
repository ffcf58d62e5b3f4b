// SPDX-License-Identifier: MIT
#include "rest.h"

#include <GL/glx.h>
#include <poll.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>

namespace partials::window {

namespace {

// Parses a number with a decimal point, in any locale of the host; 0 if there is none.
double number_in(const char* text) {
  double value = 0;
  std::from_chars(text, text + std::strlen(text), value);
  return value;
}

}  // namespace

double display_scale() {
  if (const char* forced = std::getenv("DPF_SCALE_FACTOR")) return std::max(1.0, number_in(forced));
  Display* display = XOpenDisplay(nullptr);
  if (!display) return 1;
  const char* dpi = XGetDefault(display, "Xft", "dpi");
  const double scale = dpi ? number_in(dpi) / 96 : 1;
  XCloseDisplay(display);
  return scale > 0 ? scale : 1;
}

Rest::Rest() : display_(glXGetCurrentDisplay()) {}

unsigned Rest::screen_width() const {
  auto* d = static_cast<Display*>(display_);
  return d ? static_cast<unsigned>(DisplayWidth(d, DefaultScreen(d))) : 0;
}

unsigned Rest::screen_height() const {
  auto* d = static_cast<Display*>(display_);
  return d ? static_cast<unsigned>(DisplayHeight(d, DefaultScreen(d))) : 0;
}

bool Rest::pending() const {
  return display_ && XEventsQueued(static_cast<Display*>(display_), QueuedAfterFlush) > 0;
}

Rest::Woken Rest::wait(double seconds, int file) const {
  pollfd waits[] = {{display_ ? ConnectionNumber(static_cast<Display*>(display_)) : -1, POLLIN, 0},
                    {file, POLLIN, 0}};
  if (poll(waits, 2, static_cast<int>(1000 * seconds) + 1) <= 0) return Woken::time;
  return waits[1].revents != 0 ? Woken::file : Woken::display;
}

}  // namespace partials::window
