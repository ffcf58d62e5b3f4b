// SPDX-License-Identifier: MIT
// A mutex where the system has threads. Bare systems have none: there, one thread does everything but the
// audio, which takes no lock.
#pragma once
#include <mutex>

namespace partials {

#ifdef PARTIALS_BARE
struct Mutex {
  void lock() {}
  void unlock() {}
};
#else
using Mutex = std::mutex;
#endif

}  // namespace partials
