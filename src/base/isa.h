// SPDX-License-Identifier: MIT
// Processor code is compiled several times from one text, once per instruction set, each time inside an
// inline namespace of its own, so that the linker cannot keep an AVX copy of an inline function for an old
// machine. Everything that a variant file includes and that is not plain data must stand between
// PARTIALS_BEGIN and PARTIALS_END, and must not use standard-library templates (type traits and <cmath>
// scalars are fine).
#pragma once

#ifndef PARTIALS_ISA
#define PARTIALS_ISA isa_base
#define PARTIALS_ISA_base 1
#endif

#define PARTIALS_BEGIN \
  namespace partials { \
  inline namespace PARTIALS_ISA {
#define PARTIALS_END \
  }                  \
  }
#define PARTIALS_INLINE inline __attribute__((always_inline))
