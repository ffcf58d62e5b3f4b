// SPDX-License-Identifier: MIT
// A process, named so that it cannot be mistaken for a later one: numbers are used again, but not with the
// same start time (clock ticks since boot) under the same boot. What is written down can so be asked of, and
// stopped, by another program later.
#pragma once
#include <cstdint>
#include <string>

namespace partials {

struct ProcessId {
  int pid = 0;         // 0: none
  uint64_t start = 0;  // field 22 of /proc/PID/stat
  std::string boot;    // /proc/sys/kernel/random/boot_id; empty where the system does not tell
};

ProcessId this_process();
// pid 0 where there is none; one that ended and waits to be asked for is none
ProcessId process_of(int pid);
bool is_running(const ProcessId& p);  // this very process
// SIGINT, if this very process runs; false where it does not, or may not be asked
bool interrupt(const ProcessId& p);

}  // namespace partials
