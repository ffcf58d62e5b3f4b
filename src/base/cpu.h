// SPDX-License-Identifier: MIT
// Which of the compiled instruction sets to run. The fastest that the machine has, unless the environment variable
// PARTIALS_ISA (base, avx2, avx512) asks for another that it also has.
#pragma once

namespace partials {

enum class Isa { base, avx2, avx512 };

bool has(Isa isa);  // compiled in, and present on this machine
Isa best_isa();     // decided once, at the first call
const char* name_of(Isa isa);

}  // namespace partials
