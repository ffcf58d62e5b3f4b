// SPDX-License-Identifier: MIT
// The thread on which all objects of a process read, compile and free models. It ends with the process.
#pragma once
#include "housekeeper.h"
#include "library/worker.h"

namespace partials::patch {

inline Worker& loading_thread() {
  static Worker& worker = []() -> Worker& {
    make_housekeeper();  // players are freed here, even at the very end
    static Worker only;
    return only;
  }();
  return worker;
}

}  // namespace partials::patch
