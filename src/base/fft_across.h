// SPDX-License-Identifier: MIT
// One complex transform of n floats at full speed (W = 4, 8 or 16 in a register, n a multiple of W^2): with
// index t = W p + l, the W interleaved signals are transformed side by side as lanes, turned by e^(-2 pi i l
// q / n), and a transposition puts the transforms over l side by side too. Natural order in and out, out of
// place; nothing is scaled; re and im are destroyed.
#pragma once
#include "base/fft.h"

PARTIALS_BEGIN

template <int W>
PARTIALS_INLINE Lanes<W> reversed(const Lanes<W>& a) {
  Lanes<W> r;
  if constexpr (W == 16)
    r.v[0] = __builtin_shufflevector(a.v[0], a.v[0], 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  else if constexpr (W == 8)
    r.v[0] = __builtin_shufflevector(a.v[0], a.v[0], 7, 6, 5, 4, 3, 2, 1, 0);
  else
    r.v[0] = __builtin_shufflevector(a.v[0], a.v[0], 3, 2, 1, 0);
  return r;
}

// X[k] = sum_l a[l] e^(-2 pi i k l / W), natural order.
template <int W>
PARTIALS_INLINE void dft_across(ComplexOf<Lanes<W>>* a) {
  if constexpr (W == 4) dft<4>(a);
  if constexpr (W == 8) dft<8>(a);
  if constexpr (W == 16) {
    constexpr float c = 0.92387953251128675613f, s = 0.38268343236508977173f, r = 0.70710678118654752440f;
    constexpr float cosine[10] = {1, c, r, s, 0, 0, -r, 0, 0, -c},
                    sine[10] = {0, -s, -r, -c, -1, 0, -r, 0, 0, s};
#pragma GCC unroll 4
    for (int j = 0; j < 4; ++j) dft4(a[j], a[j + 4], a[j + 8], a[j + 12]);
#pragma GCC unroll 3
    for (int k = 1; k < 4; ++k)
#pragma GCC unroll 3
      for (int j = 1; j < 4; ++j)
        a[4 * k + j] = a[4 * k + j].times(Lanes<W>(cosine[j * k]), Lanes<W>(sine[j * k]));
    ComplexOf<Lanes<W>> b[16];
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
 public:
  static bool can(int n) { return is_fft_size(n) && width_for(n) > 0; }
  static size_t bytes(int n) {
    return 64 + 2 * sizeof(float) * n + FftKernel<float>::bytes(n / width_for(n));
  }
  static void prepare(void* memory, int n) {
    AcrossFft* k = static_cast<AcrossFft*>(memory);
    const int W = width_for(n);
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
    switch (width_for(n_)) {
      case 16:
        if constexpr (kNativeWidth >= 16) transform_by<16>(re, im, out_re, out_im);
        break;
      case 8:
        if constexpr (kNativeWidth >= 8) transform_by<8>(re, im, out_re, out_im);
        break;
      default:
        transform_by<4>(re, im, out_re, out_im);
    }
  }

 private:
  static int width_for(int n) {
    for (int w = kNativeWidth; w >= 4; w /= 2)
      if (n % (w * w) == 0) return w;
    return 0;
  }
  template <int W>
  void transform_by(float* re, float* im, float* out_re, float* out_im) const {
    const int m = n_ / W;
    const FftKernel<float>& columns = *reinterpret_cast<const FftKernel<float>*>(turn() + 2 * n_);
    columns.forward_shuffled(reinterpret_cast<Lanes<W>*>(re), reinterpret_cast<Lanes<W>*>(im));
    const int32_t* pos = columns.position_of();
    for (int q = 0; q < m; q += W) {
      ComplexOf<Lanes<W>> a[W];
      Lanes<W> rows[W], more[W];
#pragma GCC unroll 16
      for (int i = 0; i < W; ++i) {
        const float* t = turn() + 2 * static_cast<size_t>(q + i) * W;
        const size_t at = static_cast<size_t>(pos[q + i]) * W;
        const ComplexOf<Lanes<W>> x = {load_unaligned<Lanes<W>>(re + at), load_unaligned<Lanes<W>>(im + at)};
        const ComplexOf<Lanes<W>> y = x.times(load_unaligned<Lanes<W>>(t), load_unaligned<Lanes<W>>(t + W));
        rows[i] = y.re;
        more[i] = y.im;
      }
      transpose(rows);
      transpose(more);
#pragma GCC unroll 16
      for (int l = 0; l < W; ++l) a[l] = {rows[l], more[l]};
      dft_across<W>(a);
#pragma GCC unroll 16
      for (int r = 0; r < W; ++r) {
        store_unaligned<Lanes<W>>(out_re + r * m + q, a[r].re);
        store_unaligned<Lanes<W>>(out_im + r * m + q, a[r].im);
      }
    }
  }

  float* turn() const {
    return reinterpret_cast<float*>(reinterpret_cast<char*>(const_cast<AcrossFft*>(this)) + 64);
  }
  int n_ = 0;
};

PARTIALS_END
