// SPDX-License-Identifier: MIT
// Flushes denormal numbers to zero in its scope (decaying filters and gradients would otherwise slow down a
// hundredfold), and restores the host's setting afterwards. One per audio callback and per training task.
#pragma once
#include <cstdint>
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace partials {

class FlushDenormals {
 public:
#if defined(__SSE2__)
  FlushDenormals() : saved_(_mm_getcsr()) { _mm_setcsr(saved_ | 0x8040); }  // FTZ and DAZ
  ~FlushDenormals() { _mm_setcsr(saved_); }

 private:
  unsigned saved_;
#elif defined(__aarch64__)
  FlushDenormals() {
    __asm__ volatile("mrs %0, fpcr" : "=r"(saved_));
    __asm__ volatile("msr fpcr, %0" ::"r"(saved_ | (uint64_t{1} << 24)));
  }
  ~FlushDenormals() { __asm__ volatile("msr fpcr, %0" ::"r"(saved_)); }

 private:
  uint64_t saved_;
#elif defined(__arm__) && defined(__ARM_FP)
  FlushDenormals() {
    __asm__ volatile("vmrs %0, fpscr" : "=r"(saved_));
    __asm__ volatile("vmsr fpscr, %0" ::"r"(saved_ | (1u << 24)));
  }
  ~FlushDenormals() { __asm__ volatile("vmsr fpscr, %0" ::"r"(saved_)); }

 private:
  uint32_t saved_;
#else
  FlushDenormals() {}  // WebAssembly always keeps them
#endif
};

}  // namespace partials
