// SPDX-License-Identifier: MIT
// The terminal while something plays: single keys without Enter, a line that is written over, Ctrl-C as a
// wish to end. What was set is put back when it goes out of scope.
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
  int key(int wait_ms);  // 0: none came in time; also where standard input is no terminal
  // written over the one before; nothing where standard error is no terminal
  void line(const std::string& text);
  void say(const std::string& text);  // a line that stays
  void give_back();                   // the keys; for an end that may not come back
  static bool asked_to_end();         // by SIGINT, SIGTERM or SIGHUP

 private:
  bool keys_ = false, raw_ = false, lines_ = false;  // raw_: the terminal is to be put back
  size_t written_ = 0;
  termios before_{};
};

}  // namespace partials::play
