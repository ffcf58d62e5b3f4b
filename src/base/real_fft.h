// SPDX-License-Identifier: MIT
// Transforms of n real numbers per lane (n = 2 h, h = 2^a 3^b 5^c) to the bins 0..h and back, by one complex transform of h
// points. The signal is handed over packed: even[t] = x[2 t], odd[t] = x[2 t + 1] (windowing or copying writes it so), and is
// the working memory of the transform. forward: X[k] = sum x[t] e^(-2 pi i k t / n). inverse: the sum of the n bins of which
// the given h + 1 are the first, that is n times the signal; the imaginary parts of bins 0 and h count as zero. The adjoint of
// forward is inverse with the bins 1..h-1 halved. Over lanes, keep even, odd, re and im off the same multiple of 4 KiB.
#pragma once
#include "base/fft.h"

PARTIALS_BEGIN

template <class T>
class RealFftKernel {
 public:
  static size_t bytes(int n) { return header_bytes() + round64(sizeof(T) * 2 * (n / 4 + 1)) + FftKernel<T>::bytes(n / 2); }
  static const RealFftKernel* prepare(void* memory, int n) {
    RealFftKernel* k = static_cast<RealFftKernel*>(memory);
    k->n_ = n;
    for (int i = 0; i <= n / 4; ++i) {
      const double turn = -2.0 * 3.14159265358979323846 * i / n;
      k->turn()[2 * i] = static_cast<T>(std::cos(turn));
      k->turn()[2 * i + 1] = static_cast<T>(std::sin(turn));
    }
    FftKernel<T>::prepare(k->self() + k->table_bytes(), n / 2);
    return k;
  }
  int size() const { return n_; }
  int bins() const { return n_ / 2 + 1; }

  template <class V> void forward(V* even, V* odd, V* re, V* im) const {
    complex_fft().forward_shuffled(even, odd);
    separate(even, odd, re, im, 0, pairs());
  }
  template <class V> void inverse(const V* re, const V* im, V* even, V* odd) const {
    combine(re, im, even, odd, 0, pairs());
    complex_fft().forward_from_shuffled(odd, even);
  }

  // The steps of the two, for callers that spread them over time: forward is complex_fft().forward_shuffled, then separate;
  // inverse is combine, then complex_fft().forward_from_shuffled with odd first. Each over pairs of bins from .. to - 1.
  const FftKernel<T>& complex_fft() const { return *reinterpret_cast<const FftKernel<T>*>(self() + table_bytes()); }
  int pairs() const { return n_ / 4 + 1; }

  template <class V> void separate(const V* even, const V* odd, V* re, V* im, int from, int to) const {
    const int h = n_ / 2;
    const int32_t* pos = complex_fft().position_of();
    const V half = V(T(0.5));
    if (from == 0) {
      re[0] = even[0] + odd[0], im[0] = V(T(0));
      re[h] = even[0] - odd[0], im[h] = V(T(0));
    }
    for (int k = from ? from : 1; k < to; ++k) {
      const int a = pos[k], b = pos[h - k];
      const V e_re = (even[a] + even[b]) * half, e_im = (odd[a] - odd[b]) * half;
      const V o_re = (odd[a] + odd[b]) * half, o_im = (even[b] - even[a]) * half;
      const V c = V(turn()[2 * k]), s = V(turn()[2 * k + 1]);
      const V t_re = o_re * c - o_im * s, t_im = o_re * s + o_im * c;
      re[k] = e_re + t_re, im[k] = e_im + t_im;
      re[h - k] = e_re - t_re, im[h - k] = t_im - e_im;
    }
  }

  template <class V> void combine(const V* re, const V* im, V* even, V* odd, int from, int to) const {
    const int h = n_ / 2;
    const int32_t* pos = complex_fft().position_of();
    if (from == 0) even[0] = re[0] + re[h], odd[0] = re[0] - re[h];
    for (int k = from ? from : 1; k < to; ++k) {
      const int a = pos[k], b = pos[h - k];
      const V e_re = re[k] + re[h - k], e_im = im[k] - im[h - k];
      const V d_re = re[k] - re[h - k], d_im = im[k] + im[h - k];
      const V c = V(turn()[2 * k]), s = V(turn()[2 * k + 1]);
      const V o_re = d_re * c + d_im * s, o_im = d_im * c - d_re * s;
      even[a] = e_re - o_im, odd[a] = e_im + o_re;
      even[b] = e_re + o_im, odd[b] = o_re - e_im;
    }
  }

 private:
  static size_t round64(size_t b) { return (b + 63) & ~size_t{63}; }
  static size_t header_bytes() { return 64; }
  size_t table_bytes() const { return header_bytes() + round64(sizeof(T) * 2 * (n_ / 4 + 1)); }
  char* self() const { return reinterpret_cast<char*>(const_cast<RealFftKernel*>(this)); }
  T* turn() const { return reinterpret_cast<T*>(self() + header_bytes()); }
  int n_ = 0;
};

PARTIALS_END
