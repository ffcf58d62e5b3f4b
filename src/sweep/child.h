// SPDX-License-Identifier: MIT
// A program as a child process, whose output goes to a log. It ends with the process that started it. Throws
// std::runtime_error with one sentence.
#pragma once
#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace partials {

class Child {
 public:
  // command[0]: the program's path. more: environment variables besides this process's own.
  Child(const std::vector<std::string>& command, const std::vector<std::pair<std::string, std::string>>& more,
        const std::string& log);
  ~Child();  // kills it if it has not ended
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool ended();                           // does not wait
  int code() const { return code_; }      // exit code; -1: ended by a signal
  int signal() const { return signal_; }  // 0: none
  void ask_to_stop() const;               // SIGUSR1: a training ends with a checkpoint

 private:
  pid_t pid_ = 0;
  int code_ = -1, signal_ = 0;
};

std::string last_line(const std::string& text);  // that is not empty

}  // namespace partials
