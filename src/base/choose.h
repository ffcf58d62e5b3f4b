// SPDX-License-Identifier: MIT
// PARTIALS_CHOOSE(Table, stem, function), once in a source file outside any namespace, defines
//   const Table& partials::function(Isa)
// which picks among the tables that the build made, one per instruction set, of the header STEM.h on
// learn/kernels.txt.
#pragma once
#include "base/cpu.h"

#ifdef PARTIALS_HAS_avx2
#define PARTIALS_IF_AVX2(...) __VA_ARGS__
#else
#define PARTIALS_IF_AVX2(...)
#endif
#ifdef PARTIALS_HAS_avx512
#define PARTIALS_IF_AVX512(...) __VA_ARGS__
#else
#define PARTIALS_IF_AVX512(...)
#endif

#define PARTIALS_CHOOSE(Table, stem, function)                                   \
  namespace partials {                                                           \
  inline namespace isa_base {                                                    \
  extern const Table table_##stem;                                               \
  }                                                                              \
  PARTIALS_IF_AVX2(namespace isa_avx2 { extern const Table table_##stem; })      \
  PARTIALS_IF_AVX512(namespace isa_avx512 { extern const Table table_##stem; })  \
  const Table& function(Isa isa) {                                               \
    PARTIALS_IF_AVX512(if (isa >= Isa::avx512) return isa_avx512::table_##stem;) \
    PARTIALS_IF_AVX2(if (isa == Isa::avx2) return isa_avx2::table_##stem;)       \
    (void)isa;                                                                   \
    return isa_base::table_##stem;                                               \
  }                                                                              \
  }
