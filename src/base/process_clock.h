// SPDX-License-Identifier: MIT
// CPU time of the whole process, all its threads, in seconds; for measuring differences (base/clocks.h).
#pragma once
#include <time.h>

#include <ctime>

namespace partials {

inline double process_cpu_s() noexcept {
#ifdef CLOCK_PROCESS_CPUTIME_ID
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
#else
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
#endif
}

}  // namespace partials
