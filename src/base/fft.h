// SPDX-License-Identifier: MIT
// Fast Fourier transforms of n = 2^a 3^b 5^c points, one transform per lane, in place on split arrays re[n],
// im[n] of V (float, double or Lanes). Forward is sum x[t] e^(-2 pi i k t / n); the inverse is the same call
// with re and im exchanged, and nothing is scaled. Decimation in frequency leaves the spectrum in the order
// `bin_at`; decimation in time starts from that order, so a round trip never sorts; where natural order is
// needed, one pass reads through `position_of`, which costs nothing over lanes. Depth first, so that all but
// the first one or two passes run in the first-level cache. Tables are computed in double by prepare() into
// memory of the caller (64-byte aligned, bytes(n) long), which is then constant.
#pragma once
#include <cmath>
#include <cstdint>

#include "base/fft_butterflies.h"

PARTIALS_BEGIN

inline constexpr int kMaxFftStages = 24;

// Is n a product of twos, threes and fives?
PARTIALS_INLINE bool is_fft_size(int n) {
  if (n < 1) return false;
  for (int r = 2; r <= 5; ++r)
    while (n % r == 0) n /= r;
  return n == 1;
}

// The even 2^a 3^b 5^c size nearest to n by ratio (at least 2).
PARTIALS_INLINE int nearest_fft_size(double n) {
  int up = n < 2 ? 2 : static_cast<int>(std::ceil(n)), down = n < 2 ? 2 : static_cast<int>(n);
  while (up % 2 || !is_fft_size(up)) ++up;
  while (down % 2 || !is_fft_size(down)) --down;
  return up / n < n / down ? up : down;
}

template <class T>
class FftKernel {
 public:
  // Number of scalars moved at once of a V, and how many of these make one V.
  template <class V>
  struct Native {
    using Type = V;
  };
  template <int W>
  struct Native<Lanes<W>> {
    using Type = Lanes<Lanes<W>::kVec>;
  };

  static size_t bytes(int n) {
    return header_bytes() + round64(sizeof(int32_t) * n) * 2 + round64(sizeof(T) * 2 * twiddles(n));
  }
  static FftKernel* prepare(void* memory, int n) {
    FftKernel* k = static_cast<FftKernel*>(memory);
    k->n_ = n;
    k->stages_ = factorise(n, k->radix_);
    int32_t *bin = k->bins(), *pos = k->positions();
    k->fill_order(bin, 0, n, 0, 1);
    for (int i = 0; i < n; ++i) pos[bin[i]] = i;
    T* tw = k->twiddle_base();
    size_t at = 0;
    for (int s = 0, size = n; s < k->stages_; ++s) {
      const int r = k->radix_[s], m = size / r;
      k->offset_[s] = static_cast<int32_t>(at);
      for (int j = 1; j < r; ++j)
        for (int p = 0; p < m; ++p) {
          const double turn =
              -2.0 * 3.14159265358979323846 * static_cast<double>(static_cast<int64_t>(j) * p % size) / size;
          tw[at + (2 * static_cast<size_t>(j) - 2) * m + p] = static_cast<T>(std::cos(turn));
          tw[at + (2 * static_cast<size_t>(j) - 1) * m + p] = static_cast<T>(std::sin(turn));
        }
      at += 2 * static_cast<size_t>(r - 1) * m;
      size = m;
    }
    return k;
  }

  int size() const { return n_; }
  const int32_t* bin_at() const { return bins(); }            // [n] position -> bin
  const int32_t* position_of() const { return positions(); }  // [n] bin -> position

  // Natural order in, spectrum in order bin_at out.
  template <class V>
  void forward_shuffled(V* re, V* im) const {
    descend<V>(reinterpret_cast<T*>(re), reinterpret_cast<T*>(im), 0, n_);
  }
  // Order bin_at in, natural order out.
  template <class V>
  void forward_from_shuffled(V* re, V* im) const {
    ascend<V>(reinterpret_cast<T*>(re), reinterpret_cast<T*>(im), 0, n_);
  }

  // The same transforms cut into parts() pieces of about equal work, to be spread over time: for p = 0, 1, ..
  // parts() - 1.
  int parts() const { return stages_ ? 1 + radix_[0] : 1; }
  template <class V>
  void forward_shuffled_part(V* re, V* im, int p) const {
    if (!stages_) return;
    if (p == 0) return pass<false, V>(reinterpret_cast<T*>(re), reinterpret_cast<T*>(im), 0, n_, 1);
    const int m = n_ / radix_[0];
    descend<V>(reinterpret_cast<T*>(re + (p - 1) * m), reinterpret_cast<T*>(im + (p - 1) * m), 1, m);
  }
  template <class V>
  void forward_from_shuffled_part(V* re, V* im, int p) const {
    if (!stages_) return;
    if (p == radix_[0]) return pass<true, V>(reinterpret_cast<T*>(re), reinterpret_cast<T*>(im), 0, n_, 1);
    const int m = n_ / radix_[0];
    ascend<V>(reinterpret_cast<T*>(re + p * m), reinterpret_cast<T*>(im + p * m), 1, m);
  }

 private:
  static constexpr size_t kNearBytes = 16384;  // of re and im together: half a first-level cache
  static size_t round64(size_t b) { return (b + 63) & ~size_t{63}; }
  static size_t header_bytes() { return round64(sizeof(FftKernel)); }
  static size_t twiddles(int n) {
    int radix[kMaxFftStages];
    size_t sum = 0;
    for (int s = 0, stages = factorise(n, radix), size = n; s < stages; ++s) {
      size /= radix[s];
      sum += static_cast<size_t>(radix[s] - 1) * size;
    }
    return sum;
  }
  static int factorise(int n, int* radix) {
    int count = 0;
    for (int r = 5; r >= 3; r -= 2)
      for (; n % r == 0; n /= r) radix[count++] = r;
    int twos = 0;
    for (; n % 2 == 0; n /= 2) ++twos;
    if (twos == 1) radix[count++] = 2;
    for (; twos >= 2 && twos != 3 && twos % 3; twos -= 2) radix[count++] = 4;
    for (; twos >= 3; twos -= 3) radix[count++] = 8;
    return count;
  }
  int32_t* bins() const { return reinterpret_cast<int32_t*>(self() + header_bytes()); }
  int32_t* positions() const {
    return reinterpret_cast<int32_t*>(self() + header_bytes() + round64(sizeof(int32_t) * n_));
  }
  T* twiddle_base() const {
    return reinterpret_cast<T*>(self() + header_bytes() + 2 * round64(sizeof(int32_t) * n_));
  }
  char* self() const { return reinterpret_cast<char*>(const_cast<FftKernel*>(this)); }

  void fill_order(int32_t* bin, int stage, int size, int first, int step) const {
    if (stage == stages_) {
      *bin = first;
      return;
    }
    const int r = radix_[stage], m = size / r;
    for (int k = 0; k < r; ++k) fill_order(bin + k * m, stage + 1, m, first + k * step, step * r);
  }

  template <class V>
  void descend(T* re, T* im, int stage, int size) const {
    if (stage == stages_) return;
    if (2 * sizeof(V) * size <= kNearBytes) {
      for (int blocks = 1, s = stage, n = size; s < stages_; blocks *= radix_[s], n /= radix_[s], ++s)
        pass<false, V>(re, im, s, n, blocks);
      return;
    }
    const int r = radix_[stage], m = size / r;
    pass<false, V>(re, im, stage, size, 1);
    for (int k = 0; k < r; ++k)
      descend<V>(re + static_cast<size_t>(k) * m * kWidth<V>, im + static_cast<size_t>(k) * m * kWidth<V>,
                 stage + 1, m);
  }
  template <class V>
  void ascend(T* re, T* im, int stage, int size) const {
    if (stage == stages_) return;
    if (2 * sizeof(V) * size <= kNearBytes) {
      int n = 1;
      for (int s = stages_ - 1; s >= stage; --s) {
        n *= radix_[s];
        pass<true, V>(re, im, s, n, size / n);
      }
      return;
    }
    const int r = radix_[stage], m = size / r;
    for (int k = 0; k < r; ++k)
      ascend<V>(re + static_cast<size_t>(k) * m * kWidth<V>, im + static_cast<size_t>(k) * m * kWidth<V>,
                stage + 1, m);
    pass<true, V>(re, im, stage, size, 1);
  }

  template <bool Dit, class V>
  void pass(T* re, T* im, int stage, int size, int blocks) const {
    const T* tw = twiddle_base() + offset_[stage];
    switch (radix_[stage]) {
      case 2:
        return pass_of<2, Dit, V>(re, im, size, blocks, tw);
      case 3:
        return pass_of<3, Dit, V>(re, im, size, blocks, tw);
      case 4:
        return pass_of<4, Dit, V>(re, im, size, blocks, tw);
      case 5:
        return pass_of<5, Dit, V>(re, im, size, blocks, tw);
      default:
        return pass_of<8, Dit, V>(re, im, size, blocks, tw);
    }
  }
  template <int R, bool Dit, class V>
  static void pass_of(T* re, T* im, int size, int blocks, const T* tw) {
    using N = typename Native<V>::Type;
    constexpr int kPart = kWidth<N>;
    const int m = size / R;
    const size_t leg = static_cast<size_t>(m) * kWidth<V>, block = static_cast<size_t>(size) * kWidth<V>;
    if (m == 1) {
      for (size_t b = 0; b < block * blocks; b += block)
        for (size_t i = 0; i < static_cast<size_t>(kWidth<V>); i += kPart)
          butterfly<R, Dit, false, false, N>(re + b + i, im + b + i, leg, tw, m);
      return;
    }
    if constexpr (sizeof(V) == 4) {  // one transform in plain floats: neighbours side by side in a vector
      if (m % kNativeWidth == 0) {
        for (size_t b = 0; b < block * blocks; b += block)
          for (int p = 0; p < m; p += kNativeWidth)
            butterfly<R, Dit, true, true, Lanes<kNativeWidth>>(re + b + p, im + b + p, leg, tw + p, m);
        return;
      }
    }
    for (size_t b = 0; b < block * blocks; b += block)
      for (int p = 0; p < m; ++p)
        for (int i = 0; i < kWidth<V>; i += kPart) {
          const size_t at = b + static_cast<size_t>(p) * kWidth<V> + i;
          butterfly<R, Dit, true, false, N>(re + at, im + at, leg, tw + p, m);
        }
  }

  int n_ = 0, stages_ = 0;
  int radix_[kMaxFftStages] = {};
  int32_t offset_[kMaxFftStages] = {};
};

PARTIALS_END
