// SPDX-License-Identifier: MIT
// Transforms of n real numbers per lane (n = 2 h, h = 2^a 3^b 5^c) to the bins 0..h and back, by one complex
// transform of h points. The signal is passed packed: even[t] = x[2 t], odd[t] = x[2 t + 1] (windowing or
// copying writes it so), and is the working memory of the transform. forward: X[k] = sum x[t] e^(-2 pi i k t
// / n). inverse: the sum of the n bins of which the given h + 1 are the first, that is n times the signal;
// the imaginary parts of bins 0 and h count as zero. The adjoint of forward is inverse with the bins 1..h-1
// halved. Both destroy what they are given. Over lanes, keep even, odd, re and im off the same multiple of
// 4 KiB. A single transform of floats goes through base/fft_across.h where its size allows.
#pragma once
#include "base/fft_across.h"

PARTIALS_BEGIN

template <class T>
class RealFftKernel {
 public:
  static size_t bytes(int n) { return before_across(n) + (goes_across(n) ? AcrossFft::bytes(n / 2) : 0); }
  static const RealFftKernel* prepare(void* memory, int n) {
    RealFftKernel* k = static_cast<RealFftKernel*>(memory);
    k->n_ = n;
    for (int i = 0; i <= n / 4; ++i) {
      const double turn = -2.0 * 3.14159265358979323846 * i / n;
      k->turn_re()[i] = static_cast<T>(std::cos(turn));
      k->turn_im()[i] = static_cast<T>(std::sin(turn));
    }
    FftKernel<T>::prepare(k->self() + k->table_bytes(), n / 2);
    if (goes_across(n)) AcrossFft::prepare(k->self() + before_across(n), n / 2);
    return k;
  }
  int size() const { return n_; }
  int bins() const { return n_ / 2 + 1; }

  template <class V>
  void forward(V* even, V* odd, V* re, V* im) const {
    if constexpr (sizeof(V) == 4)
      if (goes_across(n_)) return forward_across(even, odd, re, im);
    complex_fft().forward_shuffled(even, odd);
    separate(even, odd, re, im, 0, pairs());
  }
  template <class V>
  void inverse(V* re, V* im, V* even, V* odd) const {
    if constexpr (sizeof(V) == 4)
      if (goes_across(n_)) return inverse_across(re, im, even, odd);
    combine(re, im, even, odd, 0, pairs());
    complex_fft().forward_from_shuffled(odd, even);
  }

  // The steps of the two, for callers that spread them over time: forward is complex_fft().forward_shuffled,
  // then separate; inverse is combine, then complex_fft().forward_from_shuffled with odd first. Each over
  // pairs of bins from .. to - 1.
  const FftKernel<T>& complex_fft() const {
    return *reinterpret_cast<const FftKernel<T>*>(self() + table_bytes());
  }
  int pairs() const { return n_ / 4 + 1; }

  template <class V>
  void separate(const V* even, const V* odd, V* re, V* im, int from, int to) const {
    const int h = n_ / 2;
    const int32_t* pos = complex_fft().position_of();
    const V half = V(T(0.5));
    if (from == 0) {
      re[0] = even[0] + odd[0];
      im[0] = V(T(0));
      re[h] = even[0] - odd[0];
      im[h] = V(T(0));
    }
    for (int k = from ? from : 1; k < to; ++k) {
      const int a = pos[k], b = pos[h - k];
      const V e_re = (even[a] + even[b]) * half, e_im = (odd[a] - odd[b]) * half;
      const V o_re = (odd[a] + odd[b]) * half, o_im = (even[b] - even[a]) * half;
      const V c = V(turn_re()[k]), s = V(turn_im()[k]);
      const V t_re = o_re * c - o_im * s, t_im = o_re * s + o_im * c;
      re[k] = e_re + t_re;
      im[k] = e_im + t_im;
      re[h - k] = e_re - t_re;
      im[h - k] = t_im - e_im;
    }
  }

  template <class V>
  void combine(const V* re, const V* im, V* even, V* odd, int from, int to) const {
    const int h = n_ / 2;
    const int32_t* pos = complex_fft().position_of();
    if (from == 0) {
      even[0] = re[0] + re[h];
      odd[0] = re[0] - re[h];
    }
    for (int k = from ? from : 1; k < to; ++k) {
      const int a = pos[k], b = pos[h - k];
      const V e_re = re[k] + re[h - k], e_im = im[k] - im[h - k];
      const V d_re = re[k] - re[h - k], d_im = im[k] + im[h - k];
      const V c = V(turn_re()[k]), s = V(turn_im()[k]);
      const V o_re = d_re * c + d_im * s, o_im = d_im * c - d_re * s;
      even[a] = e_re - o_im;
      odd[a] = e_im + o_re;
      even[b] = e_re + o_im;
      odd[b] = o_re - e_im;
    }
  }

 private:
  static constexpr int kMaxAcross = 4096;
  static bool goes_across(int n) { return sizeof(T) == 4 && n / 2 <= kMaxAcross && AcrossFft::can(n / 2); }
  const AcrossFft& across() const { return *reinterpret_cast<const AcrossFft*>(self() + before_across(n_)); }

  using NativeLanes = Lanes<kNativeWidth>;
  // separate() in place and combine(), in natural order, W pairs at once: bins k .. and, backwards, h - k ..
  // .
  struct Four {
    NativeLanes a_re, a_im, b_re, b_im;
  };
  PARTIALS_INLINE Four load_pairs(const float* re, const float* im, int k) const {
    const int back = n_ / 2 - k - kNativeWidth + 1;
    return {load_unaligned<NativeLanes>(re + k), load_unaligned<NativeLanes>(im + k),
            reversed(load_unaligned<NativeLanes>(re + back)),
            reversed(load_unaligned<NativeLanes>(im + back))};
  }
  PARTIALS_INLINE void store_pairs(float* re, float* im, int k, const Four& x) const {
    const int back = n_ / 2 - k - kNativeWidth + 1;
    store_unaligned(re + k, x.a_re);
    store_unaligned(im + k, x.a_im);
    store_unaligned(re + back, reversed(x.b_re));
    store_unaligned(im + back, reversed(x.b_im));
  }
  template <class X>
  static PARTIALS_INLINE void separate_pair(X& a_re, X& a_im, X& b_re, X& b_im, const X& c, const X& s) {
    const X half = X(0.5f), e_re = (a_re + b_re) * half, e_im = (a_im - b_im) * half;
    const X o_re = (a_im + b_im) * half, o_im = (b_re - a_re) * half;
    const X t_re = o_re * c - o_im * s, t_im = o_re * s + o_im * c;
    a_re = e_re + t_re;
    a_im = e_im + t_im;
    b_re = e_re - t_re;
    b_im = t_im - e_im;
  }
  template <class X>
  static PARTIALS_INLINE void combine_pair(X& a_re, X& a_im, X& b_re, X& b_im, const X& c, const X& s) {
    const X e_re = a_re + b_re, e_im = a_im - b_im, d_re = a_re - b_re, d_im = a_im + b_im;
    const X o_re = d_re * c + d_im * s, o_im = d_im * c - d_re * s;
    a_re = e_re - o_im;
    a_im = e_im + o_re;
    b_re = e_re + o_im;
    b_im = o_re - e_im;
  }
  template <class F, class G>
  PARTIALS_INLINE void all_pairs(F&& vectors, G&& one) const {
    const int h = n_ / 2;
    int k = 1;
    for (; 2 * (k + kNativeWidth) <= h + 1; k += kNativeWidth) vectors(k);
    for (; 2 * k <= h; ++k) one(k, h - k);
  }

  void forward_across(float* even, float* odd, float* re, float* im) const {
    const int h = n_ / 2;
    across().transform(even, odd, re, im);
    const float first_re = re[0], first_im = im[0];
    all_pairs(
        [&](int k) {
          Four x = load_pairs(re, im, k);
          separate_pair(x.a_re, x.a_im, x.b_re, x.b_im, load_unaligned<NativeLanes>(turn_re() + k),
                        load_unaligned<NativeLanes>(turn_im() + k));
          store_pairs(re, im, k, x);
        },
        [&](int k, int b) {
          float a_re = re[k], a_im = im[k], b_re = re[b], b_im = im[b];
          separate_pair(a_re, a_im, b_re, b_im, float(turn_re()[k]), float(turn_im()[k]));
          re[k] = a_re;
          im[k] = a_im;
          re[b] = b_re;
          im[b] = b_im;
        });
    re[0] = first_re + first_im;
    re[h] = first_re - first_im;
    im[0] = im[h] = 0;
  }
  void inverse_across(float* re, float* im, float* even, float* odd) const {
    const int h = n_ / 2;
    const float first_re = re[0] + re[h], first_im = re[0] - re[h];
    all_pairs(
        [&](int k) {
          Four x = load_pairs(re, im, k);
          combine_pair(x.a_re, x.a_im, x.b_re, x.b_im, load_unaligned<NativeLanes>(turn_re() + k),
                       load_unaligned<NativeLanes>(turn_im() + k));
          store_pairs(re, im, k, x);
        },
        [&](int k, int b) {
          float a_re = re[k], a_im = im[k], b_re = re[b], b_im = im[b];
          combine_pair(a_re, a_im, b_re, b_im, float(turn_re()[k]), float(turn_im()[k]));
          re[k] = a_re;
          im[k] = a_im;
          re[b] = b_re;
          im[b] = b_im;
        });
    re[0] = first_re;
    im[0] = first_im;
    across().transform(im, re, odd, even);
  }

  static size_t round64(size_t b) { return (b + 63) & ~size_t{63}; }
  static size_t header_bytes() { return 64; }
  static size_t turns(int n) { return round64(sizeof(T) * (n / 4 + 1)); }
  static size_t before_across(int n) {
    return header_bytes() + 2 * turns(n) + round64(FftKernel<T>::bytes(n / 2));
  }
  size_t table_bytes() const { return header_bytes() + 2 * turns(n_); }
  char* self() const { return reinterpret_cast<char*>(const_cast<RealFftKernel*>(this)); }
  T* turn_re() const { return reinterpret_cast<T*>(self() + header_bytes()); }
  T* turn_im() const { return reinterpret_cast<T*>(self() + header_bytes() + turns(n_)); }
  int n_ = 0;
};

PARTIALS_END
