// SPDX-License-Identifier: MIT
// The thread on which all objects of a process read, compile and free models. It ends with the process.
#pragma once
#include "library/worker.h"

namespace partials::patch {

inline Worker& loading_thread() {
  static Worker worker;
  return worker;
}

}  // namespace partials::patch
