// SPDX-License-Identifier: MIT
// Moves a command to the background, so that it survives its caller and the caller's terminal. begin()
// forks: the caller waits in the first process, and the work continues in a second one, in its own session
// and at low priority. go_on() ends the first process with exit code 0 and redirects all later output to a
// log. An error between the two is reported to the caller as if there were only one process.
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
