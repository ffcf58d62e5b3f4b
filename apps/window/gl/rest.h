// SPDX-License-Identifier: MIT
// What a window without a host has to know of its display: how big the screen is, and when there is something
// to do, an event for DGL's window or a file to be read. DGL does not give away its connection to the
// display, GLX does. [main-thread]
#pragma once
namespace partials::window {

// As DGL has it once it has a window: DPF_SCALE_FACTOR, else the display's Xft.dpi over 96, else 1.
double display_scale();

class Rest {
 public:
  Rest();                                             // while the window's graphics context is current
  bool hears() const { return display_ != nullptr; }  // false: only the time and the files end it
  unsigned screen_width() const;                      // pixels; 0: unknown
  unsigned screen_height() const;
  // there is something to do already; sends what was written so far
  bool pending() const;
  enum class Woken { time, display, file };
  Woken wait(double seconds, int file) const;  // file: negative for none

 private:
  void* display_;
};

}  // namespace partials::window
