// SPDX-License-Identifier: MIT
// What a table of an exported model refers to: a processor's description and the functions that play it. The
// library has one object of this kind for each id, so that a program links only those that its models use.
#pragma once
#include "base/kernel.h"
#include "partials/partials_board.h"

struct partials_board_processor {
  partials::Info info;
  partials::Kernel<float> kernel;
};

PARTIALS_BEGIN

// Width 1, forward only.
template <class P>
constexpr partials_board_processor board_processor() {
  using K = KernelOf<P, float>;
  Kernel<float> k;
  k.width = 1;
  k.constant_bytes = K::constant_bytes;
  k.state_bytes = K::state_bytes;
  k.scratch_bytes = K::scratch_bytes;
  k.prepare = K::prepare;
  k.reset = K::reset;
  k.forward = K::forward;
  return {P::kInfo, k};
}

PARTIALS_END
