// SPDX-License-Identifier: MIT
#include "progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "talk.h"

namespace partials {

Progress::Progress(std::string what, bool quiet)
    : what_(std::move(what)),
      quiet_(quiet),
      terminal_(isatty(STDERR_FILENO) != 0),
      start_(std::chrono::steady_clock::now()) {}

double Progress::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void Progress::update(double done, const std::string& text) {
  const double now = seconds();
  if (quiet_ || now - last_ < (terminal_ ? 0.1 : 5)) return;
  last_ = now;
  done = std::clamp(done, 0.0, 1.0);
  const std::string left = done > 0.02 ? fmt::format("{:.0f} s left", now * (1 - done) / done) : "";
  if (terminal_)
    talk("\r\033[K{} [{:<30}] {:3.0f} %  {}  {}", what_, std::string(static_cast<size_t>(30 * done), '='),
         100 * done, left, text);
  else
    talk("{} {:.0f} %  {}  {}\n", what_, 100 * done, left, text);
}

void Progress::finish(const std::string& text) {
  if (quiet_) return;
  talk("{}{} {} after {:.0f} s\n", terminal_ ? "\r\033[K" : "", what_, text, seconds());
}

}  // namespace partials
