// SPDX-License-Identifier: MIT
// How a response of some length is cut for dsp/convolver.h, the transforms that this takes, and their working
// memory.
#pragma once
#include "base/kernel.h"
#include "base/real_fft.h"

PARTIALS_BEGIN

struct ConvolverSize {
  static constexpr int kHead = 64, kLevels = 3;
  int taps;
  explicit ConvolverSize(int n) : taps(n < 1 ? 1 : n) {}
  static constexpr int block(int level) { return kHead << (3 * level); }  // 64, 512, 4096
  static constexpr int first_partition(int level) { return level ? 2 : 1; }
  static constexpr int start(int level) { return first_partition(level) * block(level); }  // its first tap
  int levels() const { return taps <= start(0) ? 0 : taps <= start(1) ? 1 : taps <= start(2) ? 2 : 3; }
  int top() const { return levels() ? levels() - 1 : 0; }
  int partitions(int level) const {
    const int n = block(level), end = level + 1 < levels() ? start(level + 1) : taps;
    return (end - start(level) + n - 1) / n;
  }
  // inputs kept, a power of two: a level reads its last two blocks up to half a block late
  int history() const {
    int n = 4 * block(top());
    while (n < taps) n *= 2;
    return n;
  }

  template <class T>
  static size_t fft_bytes(int level) {
    return (RealFftKernel<T>::bytes(2 * block(level)) + 63) & ~size_t{63};
  }
  template <class T>
  static size_t constant_bytes() {
    return fft_bytes<T>(0) + fft_bytes<T>(1) + fft_bytes<T>(2);
  }
  template <class T>
  static void prepare(void* constants) {
    char* p = static_cast<char*>(constants);
    for (int l = 0; l < kLevels; p += fft_bytes<T>(l++)) RealFftKernel<T>::prepare(p, 2 * block(l));
  }
  template <class T>
  static const RealFftKernel<T>* fft(const void* constants, int level) {
    const char* p = static_cast<const char*>(constants);
    for (int l = 0; l < level; ++l) p += fft_bytes<T>(l);
    return reinterpret_cast<const RealFftKernel<T>*>(p);
  }
};

// Working memory of one transform of 2 n points.
template <class V>
struct ConvolverWork {
  V *even, *odd, *re, *im;
  ConvolverWork(V* at, int n) : even(at), odd(even + n + 3), re(odd + n + 3), im(re + n + 4) {}
  static size_t count(int n) { return 4 * static_cast<size_t>(n) + 16; }
};

// Spectrum [re, im][bins] of taps p n .. p n + n - 1, with the factor that makes inverse(forward) the
// identity. n: the block of the level; scratch: ConvolverWork<T>::count(n).
template <class T>
void response_spectrum(const ConvolverSize& z, const void* constants, int level, const T* h, int p, T* out,
                       T* scratch) {
  const int n = z.block(level);
  const ConvolverWork<T> w(scratch, n);
  const T scale = T(0.5) / static_cast<T>(n);
  auto tap = [&](int j) { return j < n && p * n + j < z.taps ? h[p * n + j] * scale : T(0); };
  for (int i = 0; i < n; ++i) {
    w.even[i] = tap(2 * i);
    w.odd[i] = tap(2 * i + 1);
  }
  ConvolverSize::fft<T>(constants, level)->forward(w.even, w.odd, out, out + n + 1);
}

PARTIALS_END
