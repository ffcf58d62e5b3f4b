// SPDX-License-Identifier: MIT
// Convolution of lanes with one impulse response of any length, streaming and without latency (Gardner 1995):
// the first 64 taps directly, then partitions of 64, 512 and 4096 taps by FFT (overlap-save). A level of
// longer blocks begins at twice its block, so it has a whole block of time for its work, which is cut into 64
// tasks spread evenly: the load is nearly constant. Everything happens at fixed times after the reset, so
// results do not depend on how calls cut the time. Memory is the caller's; spectra of the response are
// scalars shared by the lanes.
#pragma once
#include "dsp/convolver_size.h"

PARTIALS_BEGIN

template <class V>
class Convolver {
  using T = Scalar<V>;

 public:
  static size_t state_bytes(const ConvolverSize& z) { return Convolver(z, nullptr, nullptr).bytes_; }
  static size_t scratch_bytes(const ConvolverSize& z) {
    return sizeof(V) * ConvolverWork<V>::count(z.block(z.top()));
  }

  Convolver(const ConvolverSize& z, const void* constants, void* state) : size_(z), constants_(constants) {
    char* at = static_cast<char*>(state);
    auto take = [&](size_t bytes) {
      char* p = at + bytes_;
      bytes_ += (bytes + 63) & ~size_t{63};
      return p;
    };
    position_ = reinterpret_cast<int64_t*>(take(sizeof(int64_t)));
    head_ = reinterpret_cast<T*>(take(sizeof(T) * z.kHead));
    recent_ = reinterpret_cast<V*>(take(sizeof(V) * 2 * z.kHead));
    history_ = reinterpret_cast<V*>(take(sizeof(V) * z.history()));
    for (int l = 0; l < z.levels(); ++l) {
      const size_t n = z.block(l), bins = n + 1, parts = z.partitions(l);
      level_[l].response = reinterpret_cast<T*>(take(sizeof(T) * 2 * bins * parts));
      level_[l].inputs = reinterpret_cast<V*>(take(sizeof(V) * 2 * bins * parts));
      level_[l].out = reinterpret_cast<V*>(take(sizeof(V) * 2 * n));
      level_[l].work = reinterpret_cast<V*>(take(sizeof(V) * ConvolverWork<V>::count(z.block(l))));
    }
  }

  int64_t position() const { return *position_; }

  // Takes the taps [taps]; at position 0 only.
  void set_response(const T* h, T* scratch) {
    for (int j = 0; j < size_.kHead; ++j) head_[j] = j < size_.taps ? h[j] : T(0);
    for (int l = 0; l < size_.levels(); ++l)
      for (int p = 0; p < size_.partitions(l); ++p)
        response_spectrum(size_, constants_, l, h, p + size_.first_partition(l),
                          spectrum(level_[l].response, l, p), scratch);
  }

  // out[n] += response * in[n].
  void process(const V* in, V* out, int n) {
    constexpr int kHead = ConvolverSize::kHead;
    const int64_t mask = size_.history() - 1;
    for (int done = 0; done < n;) {
      const int o = static_cast<int>(*position_ % kHead), left = kHead - o,
                count = left < n - done ? left : n - done;
      for (int i = 0; i < count; ++i)
        recent_[kHead + o + i] = history_[(*position_ + i) & mask] = in[done + i];
      for (int l = 0; l < size_.levels(); ++l) {
        const V* ready = level_[l].out + *position_ % (2 * size_.block(l));
        for (int i = 0; i < count; ++i) out[done + i] += ready[i];
      }
      for (int i = 0; i < count; ++i) out[done + i] += head(recent_ + kHead + o + i);
      *position_ += count;
      done += count;
      if (count < left) continue;
      for (int i = 0; i < kHead; ++i) recent_[i] = recent_[kHead + i];
      for (int l = 0; l < size_.levels(); ++l) advance(l);
    }
  }

  // The last n inputs, oldest first.
  void copy_history(V* out, int n) const {
    const int64_t mask = size_.history() - 1;
    for (int i = 0; i < n; ++i) out[i] = history_[(*position_ - n + i) & mask];
  }

 private:
  static constexpr int kTasks = 64, kGather = 4, kFft = 9, kSeparate = 4, kMultiply = 28, kCombine = 4,
                       kDeliver = 2;
  static_assert(kGather + kFft + kSeparate + kMultiply + kCombine + kFft + kDeliver < kTasks);

  struct Level {
    T* response;  // [partitions][re, im][bins]
    V* inputs;    // the same: spectra of the last input blocks, in a ring
    V* out;       // [2][block] being played, and in the making
    V* work;      // of the block in progress
  };
  template <class X>
  X* spectrum(X* base, int level, int64_t p) const {
    return base + static_cast<size_t>(p) * 2 * (size_.block(level) + 1);
  }

  V head(const V* x) const {
    V a = V(T(0)), b = V(T(0)), c = V(T(0)), d = V(T(0));
    for (int j = 0; j < ConvolverSize::kHead; j += 4) {
      a += V(head_[j]) * x[-j];
      b += V(head_[j + 1]) * x[-j - 1];
      c += V(head_[j + 2]) * x[-j - 2];
      d += V(head_[j + 3]) * x[-j - 3];
    }
    return (a + b) + (c + d);
  }

  // After every 64 inputs: the share of the tasks that is due. Level 0 does all of them at once, for the
  // block about to begin.
  void advance(int l) {
    const int n = size_.block(l), ticks = n / size_.kHead,
              tick = static_cast<int>(*position_ / size_.kHead % ticks);
    const int64_t newest = *position_ / n - 1;
    if (newest < 0) return;
    // the block of outputs that the newest inputs allow
    const int64_t due = newest + size_.first_partition(l);
    run(l, newest, level_[l].out + due % 2 * n, tick * kTasks / ticks, (tick + 1) * kTasks / ticks);
  }

  // Tasks first .. end - 1 for one input block, in the order of their work; each kind in pieces that may be
  // done together.
  void run(int l, int64_t newest, V* out, int first, int end) {
    const int n = size_.block(l), bins = n + 1;
    const ConvolverWork<V> w(level_[l].work, n);
    const RealFftKernel<T>* fft = ConvolverSize::fft<T>(constants_, l);
    const FftKernel<T>& half = fft->complex_fft();
    V* input = spectrum(level_[l].inputs, l, newest % size_.partitions(l));
    const int64_t mask = size_.history() - 1, start = (newest - 1) * n;
    auto gather = [&](int from, int to) {
      for (int i = from; i < to; ++i) {
        w.even[i] = history_[(start + 2 * i) & mask];
        w.odd[i] = history_[(start + 2 * i + 1) & mask];
      }
    };
    auto deliver = [&](int from, int to) {
      for (int i = from; i < to; ++i) out[i] = ((i & 1) ? w.odd : w.even)[(n + i) >> 1];
    };
    if (end - first == kTasks) {
      gather(0, n);
      fft->forward(w.even, w.odd, input, input + bins);
      multiply(l, newest, w.re, w.im, 0, bins);
      fft->inverse(w.re, w.im, w.even, w.odd);
      deliver(0, n);
      return;
    }
    // work(from, to): the share of `length` that is due
    auto pieces = [&](int count, int length, auto&& work) {
      const int a = first > 0 ? first : 0, b = end < count ? end : count;
      if (a < b) work(length * a / count, length * b / count);
      first -= count;
      end -= count;
    };
    pieces(kGather, n, gather);
    pieces(kFft, half.parts(), [&](int from, int to) {
      for (int p = from; p < to; ++p) half.forward_shuffled_part(w.even, w.odd, p);
    });
    pieces(kSeparate, fft->pairs(),
           [&](int from, int to) { fft->separate(w.even, w.odd, input, input + bins, from, to); });
    pieces(kMultiply, bins, [&](int from, int to) { multiply(l, newest, w.re, w.im, from, to); });
    pieces(kCombine, fft->pairs(),
           [&](int from, int to) { fft->combine(w.re, w.im, w.even, w.odd, from, to); });
    pieces(kFft, half.parts(), [&](int from, int to) {
      for (int p = from; p < to; ++p) half.forward_from_shuffled_part(w.odd, w.even, p);
    });
    pieces(kDeliver, n, deliver);
  }

  void multiply(int l, int64_t newest, V* re, V* im, int from, int to) const {
    const int bins = size_.block(l) + 1, parts = size_.partitions(l);
    for (int k = from; k < to; ++k) re[k] = im[k] = V(T(0));
    for (int p = 0; p < parts && p <= newest; ++p) {
      const T* h = spectrum(level_[l].response, l, p);
      const V* x = spectrum(level_[l].inputs, l, (newest - p) % parts);
      for (int k = from; k < to; ++k) {
        re[k] += V(h[k]) * x[k] - V(h[bins + k]) * x[bins + k];
        im[k] += V(h[k]) * x[bins + k] + V(h[bins + k]) * x[k];
      }
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
