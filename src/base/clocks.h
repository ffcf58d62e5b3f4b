// SPDX-License-Identifier: MIT
// Clocks in seconds, each with its own origin, for measuring differences: a monotonic one, and the CPU time
// of the calling thread and of the process, which do not count the time of other programs.
#pragma once
#include <time.h>

#include <chrono>
#include <ctime>

namespace partials {

inline double now_s() noexcept {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

inline double process_cpu_s() noexcept {  // of all threads
#ifdef CLOCK_PROCESS_CPUTIME_ID
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
#else
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
#endif
}

inline double cpu_s() noexcept {  // of this thread; of the process where threads have no clock
#ifdef CLOCK_THREAD_CPUTIME_ID
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
#else
  return process_cpu_s();
#endif
}

}  // namespace partials
