// SPDX-License-Identifier: MIT
#include "background.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "verbs/exits.h"

namespace partials {
namespace {

constexpr int kNice = 10, kMaxDescriptors = 65536;

// Descriptors inherited from a host (sound devices, sockets, files) must not stay open during the training.
void close_inherited() {
#ifdef CLOSE_RANGE_UNSHARE
  if (::close_range(3, ~0u, 0) == 0) return;
#endif
  const long most = std::min<long>(::sysconf(_SC_OPEN_MAX), kMaxDescriptors);
  for (int fd = 3; fd < most; ++fd) ::close(fd);
}

// The first process: exits when the second one reports that it continues, or with the second one's exit
// code.
[[noreturn]] void wait_for(pid_t child, int pipe) {
  char word = 0;
  ssize_t n = 0;
  while ((n = ::read(pipe, &word, 1)) < 0 && errno == EINTR) {
  }
  if (n == 1) ::_exit(0);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

void be_modest() {
  const sched_param none{};
  (void)::sched_setscheduler(0, SCHED_BATCH, &none);  // a real-time host's priority is not inherited
  (void)::setpriority(PRIO_PROCESS, 0, std::max(kNice, ::getpriority(PRIO_PROCESS, 0)));
}

}  // namespace

void Background::begin() {
  close_inherited();
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0)
    throw Stop(Exit::failure, std::string("Cannot go into the background: ") + std::strerror(errno) +
                                  "; leave out --detach.");
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child < 0)
    throw Stop(Exit::failure, std::string("Cannot go into the background: ") + std::strerror(errno) +
                                  "; leave out --detach.");
  if (child > 0) {
    ::close(pipe[1]);
    wait_for(child, pipe[0]);
  }
  ::close(pipe[0]);
  caller_ = pipe[1];
  (void)::signal(SIGPIPE, SIG_IGN);  // continue when the caller has exited
  (void)::setsid();
  be_modest();
}

void Background::go_on(const std::string& log) {
  std::fflush(nullptr);
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (out < 0 && errno == ENOSPC) out = ::dup(null);  // training continues without a log
  if (null < 0 || out < 0)
    throw Stop(Exit::failure, "Cannot write the log '" + log + "': " + std::strerror(errno) +
                                  "; check free space and permissions.");
  ::dup2(null, 0);
  ::dup2(out, 1);
  ::dup2(out, 2);
  ::close(null);
  ::close(out);
  (void)!::write(caller_, "1", 1);
  ::close(caller_);
  caller_ = -1;
}

}  // namespace partials
