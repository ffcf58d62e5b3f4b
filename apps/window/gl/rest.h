// SPDX-License-Identifier: MIT
// Display services for a window without a host: the screen's size, and waiting for an event of DGL's window
// or a readable file. DGL does not expose its connection to the display, so it is obtained from GLX.
// [main-thread]
#pragma once
namespace partials::window {

// The scale that DGL uses once it has a window: DPF_SCALE_FACTOR, else the display's Xft.dpi / 96, else 1.
double display_scale();

class Rest {
 public:
  Rest();  // construct while the window's graphics context is current
  bool connected() const { return display_ != nullptr; }  // false: only timeout and files end a wait
  unsigned screen_width() const;                          // pixels; 0: unknown
  unsigned screen_height() const;
  // there is an event already; flushes the output buffer
  bool pending() const;
  enum class Woken { time, display, file };
  Woken wait(double seconds, int file) const;  // file: negative for none

 private:
  void* display_;
};

}  // namespace partials::window
