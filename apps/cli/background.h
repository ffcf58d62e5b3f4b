// SPDX-License-Identifier: MIT
// A verb that goes on when its caller, or the caller's terminal, has gone: begin() leaves the caller waiting
// in the first process while all else happens in a second one, of its own session and at low priority;
// go_on() lets the caller go with exit code 0 and sends what is printed from then on to a log. What fails
// between the two is told to the caller as if nothing had been split.
//   Call before any thread is started and any file is open.
#pragma once
#include <string>

namespace partials {

class Background {
 public:
  void begin();                        // throws Stop
  void go_on(const std::string& log);  // throws Stop where the log cannot be written

 private:
  int caller_ = -1;  // a pipe to the first process
};

}  // namespace partials
