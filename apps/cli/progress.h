// SPDX-License-Identifier: MIT
// Progress of long work: on a terminal a bar with the remaining time, elsewhere a plain line every few
// seconds, with --json nothing. It goes to standard error.
#pragma once
#include <chrono>
#include <string>

namespace partials {

class Progress {
 public:
  Progress(std::string what, bool quiet);
  void update(double done, const std::string& text);  // done in 0..1
  void finish(const std::string& text);

 private:
  double seconds() const;
  std::string what_;
  bool quiet_, terminal_;
  std::chrono::steady_clock::time_point start_;
  double last_ = -1e9;
};

}  // namespace partials
