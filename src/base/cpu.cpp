// SPDX-License-Identifier: MIT
#include "base/cpu.h"

#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace partials {

bool has(Isa isa) {
  if (isa == Isa::base) return true;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (isa == Isa::avx2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (isa == Isa::avx512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") && has(Isa::avx2);
  if (isa == Isa::bf16) return __builtin_cpu_supports("avx512bf16") && has(Isa::avx512);
#endif
  return false;
}

const char* name_of(Isa isa) {
  return isa == Isa::bf16 ? "bf16" : isa == Isa::avx512 ? "avx512" : isa == Isa::avx2 ? "avx2" : "base";
}

Isa best_isa() {
  static const Isa chosen = [] {
    const char* wanted = std::getenv("PARTIALS_ISA");
    if (wanted && std::strcmp(wanted, "bf16") == 0 && has(Isa::bf16)) return Isa::bf16;
    for (Isa isa : {Isa::avx512, Isa::avx2, Isa::base})
      if (has(isa) && (!wanted || std::strcmp(wanted, name_of(isa)) == 0)) return isa;
    return Isa::base;
  }();
  return chosen;
}

}  // namespace partials
