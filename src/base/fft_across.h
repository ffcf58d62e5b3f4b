// SPDX-License-Identifier: MIT
// One complex transform of n floats at full register width (W = native width, n a multiple of W^2): with index t = W p + l,
// the W interleaved signals are transformed side by side as lanes, turned by e^(-2 pi i l q / n), and a transposition puts the
// transforms over l side by side too. Natural order in and out, out of place; nothing is scaled; re and im are destroyed.
#pragma once
#include "base/fft.h"

PARTIALS_BEGIN

using NativeLanes = Lanes<kNativeWidth>;

PARTIALS_INLINE NativeLanes reversed(const NativeLanes& a) {
  NativeLanes r;
#if defined(__AVX512F__)
  r.v[0] = __builtin_shufflevector(a.v[0], a.v[0], 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
#elif defined(__AVX2__)
  r.v[0] = __builtin_shufflevector(a.v[0], a.v[0], 7, 6, 5, 4, 3, 2, 1, 0);
#else
  r.v[0] = __builtin_shufflevector(a.v[0], a.v[0], 3, 2, 1, 0);
#endif
  return r;
}

// a0 b0 a1 b1 ... of the first halves into a, of the second halves into b.
PARTIALS_INLINE void interleave(NativeLanes& a, NativeLanes& b) {
  const auto x = a.v[0], y = b.v[0];
#if defined(__AVX512F__)
  a.v[0] = __builtin_shufflevector(x, y, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  b.v[0] = __builtin_shufflevector(x, y, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#elif defined(__AVX2__)
  a.v[0] = __builtin_shufflevector(x, y, 0, 8, 1, 9, 2, 10, 3, 11);
  b.v[0] = __builtin_shufflevector(x, y, 4, 12, 5, 13, 6, 14, 7, 15);
#else
  a.v[0] = __builtin_shufflevector(x, y, 0, 4, 1, 5);
  b.v[0] = __builtin_shufflevector(x, y, 2, 6, 3, 7);
#endif
}

// Rows become columns: as many perfect shuffles of the W^2 numbers as W has bits.
PARTIALS_INLINE void transpose(NativeLanes* a) {
  constexpr int W = kNativeWidth;
  NativeLanes t[W];
#pragma GCC unroll 4
  for (int bits = W; bits > 1; bits /= 2) {
#pragma GCC unroll 8
    for (int i = 0; i < W / 2; ++i) {
      t[2 * i] = a[i], t[2 * i + 1] = a[i + W / 2];
      interleave(t[2 * i], t[2 * i + 1]);
    }
#pragma GCC unroll 16
    for (int i = 0; i < W; ++i) a[i] = t[i];
  }
}

// X[k] = sum_l a[l] e^(-2 pi i k l / W), natural order.
PARTIALS_INLINE void dft_native(ComplexOf<NativeLanes>* a) {
  if constexpr (kNativeWidth == 4) dft<4>(a);
  if constexpr (kNativeWidth == 8) dft<8>(a);
  if constexpr (kNativeWidth == 16) {
    constexpr float c = 0.92387953251128675613f, s = 0.38268343236508977173f, r = 0.70710678118654752440f;
    constexpr float cosine[10] = {1, c, r, s, 0, 0, -r, 0, 0, -c}, sine[10] = {0, -s, -r, -c, -1, 0, -r, 0, 0, s};
#pragma GCC unroll 4
    for (int j = 0; j < 4; ++j) dft4(a[j], a[j + 4], a[j + 8], a[j + 12]);
#pragma GCC unroll 3
    for (int k = 1; k < 4; ++k)
#pragma GCC unroll 3
      for (int j = 1; j < 4; ++j) a[4 * k + j] = a[4 * k + j].times(NativeLanes(cosine[j * k]), NativeLanes(sine[j * k]));
    ComplexOf<NativeLanes> b[16];
#pragma GCC unroll 4
    for (int k = 0; k < 4; ++k) {
      dft4(a[4 * k], a[4 * k + 1], a[4 * k + 2], a[4 * k + 3]);
#pragma GCC unroll 4
      for (int j = 0; j < 4; ++j) b[k + 4 * j] = a[4 * k + j];
    }
#pragma GCC unroll 16
    for (int i = 0; i < 16; ++i) a[i] = b[i];
  }
}

class AcrossFft {
  static constexpr int W = kNativeWidth;

 public:
  static bool can(int n) { return n % (W * W) == 0 && is_fft_size(n); }
  static size_t bytes(int n) { return 64 + 2 * sizeof(float) * n + FftKernel<float>::bytes(n / W); }
  static void prepare(void* memory, int n) {
    AcrossFft* k = static_cast<AcrossFft*>(memory);
    k->n_ = n;
    for (int q = 0; q < n / W; ++q)
      for (int l = 0; l < W; ++l) {
        const double turn = -2.0 * 3.14159265358979323846 * l * q / n;
        k->turn()[2 * q * W + l] = static_cast<float>(std::cos(turn));
        k->turn()[2 * q * W + W + l] = static_cast<float>(std::sin(turn));
      }
    FftKernel<float>::prepare(k->turn() + 2 * n, n / W);
  }

  void transform(float* re, float* im, float* out_re, float* out_im) const {
    const int m = n_ / W;
    const FftKernel<float>& columns = *reinterpret_cast<const FftKernel<float>*>(turn() + 2 * n_);
    columns.forward_shuffled(reinterpret_cast<NativeLanes*>(re), reinterpret_cast<NativeLanes*>(im));
    const int32_t* pos = columns.position_of();
    for (int q = 0; q < m; q += W) {
      ComplexOf<NativeLanes> a[W];
      NativeLanes rows[W], more[W];
#pragma GCC unroll 16
      for (int i = 0; i < W; ++i) {
        const float* t = turn() + 2 * static_cast<size_t>(q + i) * W;
        const size_t at = static_cast<size_t>(pos[q + i]) * W;
        const ComplexOf<NativeLanes> x = {load_unaligned<NativeLanes>(re + at), load_unaligned<NativeLanes>(im + at)};
        const ComplexOf<NativeLanes> y = x.times(load_unaligned<NativeLanes>(t), load_unaligned<NativeLanes>(t + W));
        rows[i] = y.re, more[i] = y.im;
      }
      transpose(rows);
      transpose(more);
#pragma GCC unroll 16
      for (int l = 0; l < W; ++l) a[l] = {rows[l], more[l]};
      dft_native(a);
#pragma GCC unroll 16
      for (int r = 0; r < W; ++r) {
        store_unaligned<NativeLanes>(out_re + r * m + q, a[r].re);
        store_unaligned<NativeLanes>(out_im + r * m + q, a[r].im);
      }
    }
  }

 private:
  float* turn() const { return reinterpret_cast<float*>(reinterpret_cast<char*>(const_cast<AcrossFft*>(this)) + 64); }
  int n_ = 0;
};

PARTIALS_END
