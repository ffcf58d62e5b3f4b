// SPDX-License-Identifier: MIT
// The terminal during playing: single keys without Enter, a status line that is overwritten, Ctrl-C as a
// request to quit. The destructor restores the terminal's settings.
#pragma once
#include <termios.h>

#include <string>

namespace partials::play {

class Terminal {
 public:
  Terminal();
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  int key(int wait_ms);  // 0: no key in time, or standard input is not a terminal
  // overwrites the previous line; does nothing if standard error is not a terminal
  void line(const std::string& text);
  void say(const std::string& text);  // prints a line that is not overwritten
  void give_back();                   // restores the terminal early, before a call that may never return
  static bool asked_to_end();         // by SIGINT, SIGTERM or SIGHUP

 private:
  bool keys_ = false, raw_ = false, lines_ = false;  // raw_: the terminal must be restored
  size_t written_ = 0;
  termios before_{};
};

}  // namespace partials::play
