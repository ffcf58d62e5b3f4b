// SPDX-License-Identifier: MIT
// The real transform of every lane width as plain functions, one table per instruction set
// (learn/kernels.txt).
#pragma once
#include "base/real_fft.h"

namespace partials {

struct FftTable {
  size_t (*bytes)(int n);
  void (*prepare)(void* memory, int n);
  // Lanes 1, 8, 16. plan: what prepare filled; other arguments as RealFftKernel's, [..][lanes].
  void (*forward[3])(const void* plan, float* even, float* odd, float* re, float* im);
  void (*inverse[3])(const void* plan, float* re, float* im, float* even, float* odd);
};

}  // namespace partials

PARTIALS_BEGIN

struct FftKernels {
  using Table = FftTable;
  template <class V>
  static void forward(const void* plan, float* even, float* odd, float* re, float* im) {
    static_cast<const RealFftKernel<float>*>(plan)->forward(
        reinterpret_cast<V*>(even), reinterpret_cast<V*>(odd), reinterpret_cast<V*>(re),
        reinterpret_cast<V*>(im));
  }
  template <class V>
  static void inverse(const void* plan, float* re, float* im, float* even, float* odd) {
    static_cast<const RealFftKernel<float>*>(plan)->inverse(
        reinterpret_cast<V*>(re), reinterpret_cast<V*>(im), reinterpret_cast<V*>(even),
        reinterpret_cast<V*>(odd));
  }
  static void prepare(void* memory, int n) { RealFftKernel<float>::prepare(memory, n); }
  static constexpr Table table() {
    return {RealFftKernel<float>::bytes,
            prepare,
            {forward<float>, forward<Lanes<8>>, forward<Lanes<16>>},
            {inverse<float>, inverse<Lanes<8>>, inverse<Lanes<16>>}};
  }
};

PARTIALS_END
