// SPDX-License-Identifier: MIT
// Which of the compiled instruction sets to run: the fastest that the machine has, unless the environment
// variable PARTIALS_ISA (base, avx2, avx512, bf16) names another that it also has. bf16 is avx512 with matrix
// products over lanes rounded to bfloat16 (nn/bf16_product.h): faster training with other results, so it is
// never chosen automatically.
#pragma once

namespace partials {

enum class Isa { base, avx2, avx512, bf16 };

bool has(Isa isa);  // compiled in, and present on this machine
Isa best_isa();     // decided once, at the first call
const char* name_of(Isa isa);

}  // namespace partials
