// SPDX-License-Identifier: MIT
#include "system/process_id.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace partials {
namespace {

// Files of /proc have no size, and these are short.
std::string first_bytes(const std::string& path) {
  char text[1024];
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const ssize_t n = fd < 0 ? -1 : ::read(fd, text, sizeof text);
  if (fd >= 0) ::close(fd);
  return n > 0 ? std::string(text, static_cast<size_t>(n)) : std::string();
}

std::string this_boot() {
  std::string id = first_bytes("/proc/sys/kernel/random/boot_id");
  while (!id.empty() && id.back() == '\n') id.pop_back();
  return id;
}

// The n-th field after the name, which is in brackets and may contain anything; field 3, the state, is n = 0.
std::string field(const std::string& stat, int n) {
  size_t at = stat.rfind(')');
  if (at == std::string::npos) return "";
  for (++at; n >= 0; --n) {
    at = stat.find_first_not_of(' ', at);
    if (at == std::string::npos) return "";
    const size_t end = std::min(stat.find(' ', at), stat.size());
    if (n == 0) return stat.substr(at, end - at);
    at = end;
  }
  return "";
}

int handle_of(int pid) {
#ifdef SYS_pidfd_open
  return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
#else
  (void)pid;
  return -1;
#endif
}

bool signal_to(int handle, int pid, int signal) {
#ifdef SYS_pidfd_send_signal
  if (handle >= 0) return ::syscall(SYS_pidfd_send_signal, handle, signal, nullptr, 0) == 0;
#endif
  (void)handle;
  return ::kill(pid, signal) == 0;
}

}  // namespace

ProcessId process_of(int pid) {
  const std::string stat = pid > 0 ? first_bytes("/proc/" + std::to_string(pid) + "/stat") : "";
  const std::string state = field(stat, 0);
  if (state.empty() || state == "Z" || state == "X") return {};
  return {pid, std::strtoull(field(stat, 19).c_str(), nullptr, 10), this_boot()};
}

std::string host_name() {
  char name[256] = "";
  (void)::gethostname(name, sizeof name - 1);
  return name;
}

ProcessId this_process() { return process_of(static_cast<int>(::getpid())); }

bool is_running(const ProcessId& p) {
  const ProcessId now = process_of(p.pid);
  return now.pid > 0 && now.start == p.start && now.boot == p.boot;
}

bool interrupt(const ProcessId& p) {
  // opened before the check, so that it stays the same process
  const int handle = p.pid > 0 ? handle_of(p.pid) : -1;
  const bool sent = is_running(p) && signal_to(handle, p.pid, SIGINT);
  if (handle >= 0) ::close(handle);
  return sent;
}

}  // namespace partials
