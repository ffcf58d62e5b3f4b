// SPDX-License-Identifier: MIT
// Smaller tables than kernel_set<P>() of base/kernel.h, where code must be downloaded or fit a board:
// play_kernel_set<P>() for what only plays (PARTIALS_PLAY_ONLY), one lane of float, forward; and
// train_kernel_set<P>() for what trains and plays one model (PARTIALS_TRAINING): the same, and the eight
// lanes of a group of the trainer, forward and backward. They take a quarter and a half of the code to
// compile.
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

template <class P>
constexpr KernelSet train_kernel_set() {
  KernelSet set = play_kernel_set<P>();
  set.w8 = KernelOf<P, Lanes<8>>::table();
  return set;
}

PARTIALS_END
