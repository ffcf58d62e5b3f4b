// SPDX-License-Identifier: MIT
// play_kernel_set<P>() is kernel_set<P>() of base/kernel.h for what only plays (PARTIALS_PLAY_ONLY): one lane
// of float, forward. A quarter of the code to compile.
#pragma once
#include "base/kernel.h"

PARTIALS_BEGIN

template <class P>
constexpr KernelSet play_kernel_set() {
  using K = KernelOf<P, float>;
  KernelSet set{P::kInfo, P::describe, {}, {}, {}, {}};
  set.w1 = {.width = 1,
            .constant_bytes = K::constant_bytes,
            .state_bytes = K::state_bytes,
            .d_state_bytes = K::d_state_bytes,
            .tape_bytes = K::tape_bytes,
            .scratch_bytes = K::scratch_bytes,
            .prepare = K::prepare,
            .reset = K::reset,
            .forward = K::forward,
            .backward = nullptr,
            .state_values = K::state_values,
            .packed_bytes = K::packed_bytes,
            .pack = K::pack};
  return set;
}

PARTIALS_END
