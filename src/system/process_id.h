// SPDX-License-Identifier: MIT
// A process, identified so that it cannot be confused with a later one: process numbers are reused, but not
// with the same start time (clock ticks since boot) under the same boot. So another program can read a stored
// identity later, check whether the process still runs, and stop it.
#pragma once
#include <cstdint>
#include <string>

namespace partials {

struct ProcessId {
  int pid = 0;         // 0: none
  uint64_t start = 0;  // field 22 of /proc/PID/stat
  std::string boot;    // /proc/sys/kernel/random/boot_id; empty if the system does not provide it
};

ProcessId this_process();
// pid 0 if there is no such process; a zombie counts as none
ProcessId process_of(int pid);
std::string host_name();              // of this machine
bool is_running(const ProcessId& p);  // exactly this process
// sends SIGINT; false if this process is not running, or we may not signal it
bool interrupt(const ProcessId& p);

}  // namespace partials
