// SPDX-License-Identifier: MIT
// Whether a native vector of base/lanes.h is one register. Without vector registers (a microcontroller) it is
// four numbers in registers of their own, and hot loops keep fewer of them at once.
#pragma once
#include "base/isa.h"

PARTIALS_BEGIN

#if defined(__SSE2__) || defined(__ARM_NEON) || defined(__wasm_simd128__)
inline constexpr bool kHasVectors = true;
#else
inline constexpr bool kHasVectors = false;
#endif

PARTIALS_END
