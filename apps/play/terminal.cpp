// SPDX-License-Identifier: MIT
#include "play/terminal.h"

#include <poll.h>
#include <unistd.h>

#include <cstdio>

#include "system/asked_to_end.h"

namespace partials::play {

Terminal::Terminal() {
  listen_for_end();
  lines_ = isatty(STDERR_FILENO);
  keys_ = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before_) == 0;
  if (!keys_) return;
  termios raw = before_;
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  raw_ = tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
}

void Terminal::give_back() {
  if (raw_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  raw_ = keys_ = false;
}

Terminal::~Terminal() {
  give_back();
  if (written_) std::fputc('\n', stderr);
}

bool Terminal::asked_to_end() { return partials::asked_to_end(); }

int Terminal::key(int wait_ms) {
  pollfd p{keys_ ? STDIN_FILENO : -1, POLLIN, 0};
  if (poll(&p, 1, wait_ms) <= 0 || !(p.revents & POLLIN)) return 0;
  unsigned char c = 0;
  if (read(STDIN_FILENO, &c, 1) == 1) return c;
  keys_ = false;
  return 0;
}

void Terminal::line(const std::string& text) {
  if (!lines_) return;
  std::fprintf(stderr, "\r%-*s", static_cast<int>(written_), text.c_str());
  std::fflush(stderr);
  written_ = text.size();
}

void Terminal::say(const std::string& text) {
  std::fprintf(stderr, "%s%s\n", written_ ? "\r\033[K" : "", text.c_str());
  std::fflush(stderr);
  written_ = 0;
}

}  // namespace partials::play
