// SPDX-License-Identifier: MIT
// Waiting for something to do, without a host: until DGL's window gets an event, or one of some files can be read. DGL does not give away its
// connection to the display, GLX does. [main-thread]
#pragma once
#include <span>

namespace partials::window {

class Rest {
 public:
  Rest();                                                // while the window's graphics context is current
  bool hears() const { return display_ != nullptr; }     // false: only the time and the files end it
  bool pending() const;                                  // there is something to do already; sends what was written so far
  bool wait(double seconds, std::span<const int> files) const;  // true: one of the files, negative ones aside

 private:
  void* display_;
};

}  // namespace partials::window
