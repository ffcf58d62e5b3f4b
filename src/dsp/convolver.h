// SPDX-License-Identifier: MIT
// Convolution of lanes with one impulse response of any length, streaming and without latency (Gardner 1995): the first 64 taps
// directly, later ones in partitions of 64, 512 and 4096 taps by FFT (overlap-save), each level of which starts at its own
// partition length, so that at a multiple of that length its next outputs follow from inputs that are all there. Everything
// happens at fixed times after the reset, so results do not depend on how calls cut the time. The work of a level is done when
// its block is full. Memory is the caller's; spectra of the response are scalars shared by the lanes.
#pragma once
#include "base/kernel.h"
#include "base/real_fft.h"

PARTIALS_BEGIN

struct ConvolverSize {
  static constexpr int kHead = 64, kLevels = 3;
  int taps;
  explicit ConvolverSize(int n) : taps(n < 1 ? 1 : n) {}
  static constexpr int block(int level) { return kHead << (3 * level); }
  int levels() const { return taps <= 64 ? 0 : taps <= 512 ? 1 : taps <= 4096 ? 2 : 3; }
  int partitions(int level) const {  // the first begins at tap block(level)
    const int n = block(level), end = level + 1 < kLevels && taps > block(level + 1) ? block(level + 1) : taps;
    return (end - n + n - 1) / n;
  }
  int history() const {  // inputs kept, a power of two
    int n = 2 * block(levels() ? levels() - 1 : 0);
    while (n < taps) n *= 2;
    return n;
  }
  template <class T> size_t constant_bytes() const {
    size_t n = 0;
    for (int l = 0; l < kLevels; ++l) n += (RealFftKernel<T>::bytes(2 * block(l)) + 63) & ~size_t{63};
    return n;
  }
  template <class T> static void prepare(void* constants) {
    for (int l = 0; l < kLevels; ++l) RealFftKernel<T>::prepare(const_cast<RealFftKernel<T>*>(fft<T>(constants, l)), 2 * block(l));
  }
  template <class T> static const RealFftKernel<T>* fft(const void* constants, int level) {
    const char* p = static_cast<const char*>(constants);
    for (int l = 0; l < level; ++l) p += (RealFftKernel<T>::bytes(2 * block(l)) + 63) & ~size_t{63};
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

template <class V>
class Convolver {
  using T = Scalar<V>;

 public:
  static size_t state_bytes(const ConvolverSize& z) { return Convolver(z, nullptr, nullptr).bytes_; }
  static size_t scratch_bytes(const ConvolverSize& z) { return sizeof(V) * ConvolverWork<V>::count(top(z)); }
  static int top(const ConvolverSize& z) { return ConvolverSize::block(z.levels() ? z.levels() - 1 : 0); }

  Convolver(const ConvolverSize& z, const void* constants, void* state) : size_(z), constants_(constants) {
    char* at = static_cast<char*>(state);
    auto take = [&](size_t bytes) { char* p = at + bytes_; bytes_ += (bytes + 63) & ~size_t{63}; return p; };
    position_ = reinterpret_cast<int64_t*>(take(sizeof(int64_t)));
    head_ = reinterpret_cast<T*>(take(sizeof(T) * z.kHead));
    recent_ = reinterpret_cast<V*>(take(sizeof(V) * 2 * z.kHead));
    history_ = reinterpret_cast<V*>(take(sizeof(V) * z.history()));
    for (int l = 0; l < z.levels(); ++l) {
      const size_t n = z.block(l), bins = n + 1, parts = z.partitions(l);
      level_[l].response = reinterpret_cast<T*>(take(sizeof(T) * 2 * bins * parts));
      level_[l].inputs = reinterpret_cast<V*>(take(sizeof(V) * 2 * bins * parts));
      level_[l].out = reinterpret_cast<V*>(take(sizeof(V) * n));
    }
  }

  int64_t position() const { return *position_; }

  // Takes the taps [taps]; at position 0 only.
  void set_response(const T* h, T* scratch) {
    for (int j = 0; j < size_.kHead; ++j) head_[j] = j < size_.taps ? h[j] : T(0);
    for (int l = 0; l < size_.levels(); ++l)
      for (int p = 0; p < size_.partitions(l); ++p)
        response_spectrum(size_, constants_, l, h, p + 1, spectrum(level_[l].response, l, p), scratch);
  }
  // Spectrum [re, im][bins] of taps p n .. p n + n - 1, with the factor that makes inverse(forward) the identity.
  static void response_spectrum(const ConvolverSize& z, const void* constants, int level, const T* h, int p, T* out, T* scratch) {
    const int n = z.block(level);
    const ConvolverWork<T> w(scratch, n);
    const T scale = T(0.5) / static_cast<T>(n);
    auto tap = [&](int j) { return j < n && p * n + j < z.taps ? h[p * n + j] * scale : T(0); };
    for (int i = 0; i < n; ++i) w.even[i] = tap(2 * i), w.odd[i] = tap(2 * i + 1);
    ConvolverSize::fft<T>(constants, level)->forward(w.even, w.odd, out, out + n + 1);
  }

  // out[n] += response * in[n].
  void process(const V* in, V* out, int n, V* scratch) {
    constexpr int kHead = ConvolverSize::kHead;
    const int64_t mask = size_.history() - 1;
    for (int done = 0; done < n;) {
      const int o = static_cast<int>(*position_ % kHead), left = kHead - o, count = left < n - done ? left : n - done;
      for (int i = 0; i < count; ++i) recent_[kHead + o + i] = history_[(*position_ + i) & mask] = in[done + i];
      for (int l = 0; l < size_.levels(); ++l) {
        const V* ready = level_[l].out + *position_ % size_.block(l);
        for (int i = 0; i < count; ++i) out[done + i] += ready[i];
      }
      for (int i = 0; i < count; ++i) {
        const V* x = recent_ + kHead + o + i;
        V a = V(T(0)), b = V(T(0)), c = V(T(0)), d = V(T(0));
        for (int j = 0; j < kHead; j += 4) {
          a += V(head_[j]) * x[-j], b += V(head_[j + 1]) * x[-j - 1];
          c += V(head_[j + 2]) * x[-j - 2], d += V(head_[j + 3]) * x[-j - 3];
        }
        out[done + i] += (a + b) + (c + d);
      }
      *position_ += count;
      done += count;
      if (count < left) continue;
      for (int i = 0; i < kHead; ++i) recent_[i] = recent_[kHead + i];
      for (int l = 0; l < size_.levels() && *position_ % size_.block(l) == 0; ++l) finish_block(l, scratch);
    }
  }

  // The last n inputs, oldest first.
  void copy_history(V* out, int n) const {
    const int64_t mask = size_.history() - 1;
    for (int i = 0; i < n; ++i) out[i] = history_[(*position_ - n + i) & mask];
  }

 private:
  struct Level {
    T* response;  // [partitions][re, im][bins]
    V* inputs;    // the same: spectra of the last input blocks, in a ring
    V* out;       // [block] to be played next
  };
  template <class X> X* spectrum(X* base, int level, int64_t p) const { return base + static_cast<size_t>(p) * 2 * (size_.block(level) + 1); }

  void finish_block(int l, V* scratch) {
    const int n = size_.block(l), bins = n + 1, parts = size_.partitions(l);
    const int64_t mask = size_.history() - 1, block = *position_ / n - 1;
    const ConvolverWork<V> w(scratch, n);
    const int64_t from = *position_ - 2 * n;
    for (int i = 0; i < n; ++i) w.even[i] = history_[(from + 2 * i) & mask], w.odd[i] = history_[(from + 2 * i + 1) & mask];
    V* newest = spectrum(level_[l].inputs, l, block % parts);
    const RealFftKernel<T>* fft = ConvolverSize::fft<T>(constants_, l);
    fft->forward(w.even, w.odd, newest, newest + bins);
    for (int k = 0; k < bins; ++k) w.re[k] = w.im[k] = V(T(0));
    for (int p = 0; p < parts && p <= block; ++p)
      multiply_add(spectrum(level_[l].response, l, p), spectrum(level_[l].inputs, l, (block - p) % parts), w.re, w.im, bins);
    fft->inverse(w.re, w.im, w.even, w.odd);
    for (int i = 0; i < n; ++i) level_[l].out[i] = ((i & 1) ? w.odd : w.even)[(n + i) >> 1];
  }
  static void multiply_add(const T* h, const V* x, V* re, V* im, int bins) {
    const T *h_re = h, *h_im = h + bins;
    const V *x_re = x, *x_im = x + bins;
    for (int k = 0; k < bins; ++k) {
      re[k] += V(h_re[k]) * x_re[k] - V(h_im[k]) * x_im[k];
      im[k] += V(h_re[k]) * x_im[k] + V(h_im[k]) * x_re[k];
    }
  }

  ConvolverSize size_;
  const void* constants_;
  size_t bytes_ = 0;
  int64_t* position_;
  T* head_;     // [kHead]
  V* recent_;   // the previous and the current block of kHead inputs
  V* history_;  // [history] ring of inputs
  Level level_[ConvolverSize::kLevels];
};

PARTIALS_END
