// SPDX-License-Identifier: MIT
// The adjoint of a convolution over one call, y = h * x: the gradient of the inputs, also of those before the
// call, and of the taps (summed over lanes). The transpose of overlap-save with one partition length n: with
// U_m the spectrum of input blocks m - 1 and m, G_m that of [0, g_m] and H_p that of taps p n ..,
//   d [x_(m-1), x_m] += inverse(sum_p conj(H_p) G_(m+p)),
//   d h_p = first n of inverse(sum_m conj(U_(m-p)) G_m).
#pragma once
#include "dsp/convolver_size.h"

PARTIALS_BEGIN

template <class V>
class ConvolverBackward {
  using T = Scalar<V>;

 public:
  ConvolverBackward(const ConvolverSize& z, int samples, const void* constants, void* scratch)
      : size_(z), samples_(samples), constants_(constants) {
    level_ = z.top();
    n_ = z.block(level_);
    bins_ = n_ + 1;
    parts_ = (z.taps + n_ - 1) / n_;
    blocks_ = (samples + n_ - 1) / n_;
    char* at = static_cast<char*>(scratch);
    auto take = [&](size_t bytes) {
      char* p = at + bytes_;
      bytes_ += (bytes + 63) & ~size_t{63};
      return p;
    };
    work_ = reinterpret_cast<V*>(take(sizeof(V) * ConvolverWork<V>::count(n_)));
    response_ = reinterpret_cast<T*>(take(sizeof(T) * 2 * bins_ * parts_));
    inputs_ = reinterpret_cast<V*>(take(sizeof(V) * 2 * bins_ * (parts_ + blocks_)));
    outputs_ = reinterpret_cast<V*>(take(sizeof(V) * 2 * bins_ * blocks_));
    summed_ = reinterpret_cast<T*>(take(sizeof(T) * 2 * bins_));
    d_inputs_ = reinterpret_cast<V*>(take(sizeof(V) * n_ * (parts_ + blocks_)));
  }
  size_t bytes() const { return bytes_; }

  // history [taps]: the inputs before the call, oldest first; g [samples]. d_state [taps]: gradient of the
  // last inputs, newest first: in, as of the end of the call; out, as of its start. d_in [samples] and d_taps
  // [taps] are added to, or null.
  void run(const T* h, const V* history, const V* in, const V* g, V* d_state, V* d_in, T* d_taps) {
    spectra_of_gradients(g);
    if (d_taps) {
      spectra_of_inputs(history, in);
      for (int p = 0; p < parts_; ++p) add_tap_gradient(p, d_taps);
    }
    for (int p = 0; p < parts_; ++p)
      response_spectrum(size_, constants_, level_, h, p, response_ + 2 * static_cast<size_t>(bins_) * p,
                        reinterpret_cast<T*>(work_));
    const int before = parts_ * n_, all = before + blocks_ * n_;
    for (int i = 0; i < all; ++i) d_inputs_[i] = V(T(0));
    for (int m = -parts_ + 1; m < blocks_; ++m) add_input_gradient(m);
    for (int j = 0; j < size_.taps; ++j)
      if (before + samples_ - 1 - j >= 0) d_inputs_[before + samples_ - 1 - j] += d_state[j];
    if (d_in)
      for (int i = 0; i < samples_; ++i) d_in[i] += d_inputs_[before + i];
    for (int j = 0; j < size_.taps; ++j) d_state[j] = d_inputs_[before - 1 - j];
  }

 private:
  V* spectrum(V* base, int i) const { return base + 2 * static_cast<size_t>(bins_) * i; }
  const RealFftKernel<T>* fft() const { return ConvolverSize::fft<T>(constants_, level_); }

  void spectra_of_gradients(const V* g) {
    const ConvolverWork<V> w(work_, n_);
    auto value = [&](int m, int i) {
      return i >= n_ && m * n_ + i - n_ < samples_ ? g[m * n_ + i - n_] : V(T(0));
    };
    for (int m = 0; m < blocks_; ++m) {
      for (int i = 0; i < n_; ++i) {
        w.even[i] = value(m, 2 * i);
        w.odd[i] = value(m, 2 * i + 1);
      }
      fft()->forward(w.even, w.odd, spectrum(outputs_, m), spectrum(outputs_, m) + bins_);
    }
  }
  // Blocks -parts + 1 .. blocks - 1 at index m + parts - 1.
  void spectra_of_inputs(const V* history, const V* in) {
    const ConvolverWork<V> w(work_, n_);
    auto value = [&](int64_t t) {
      return t >= 0                ? (t < samples_ ? in[t] : V(T(0)))
             : t + size_.taps >= 0 ? history[t + size_.taps]
                                   : V(T(0));
    };
    for (int m = -parts_ + 1; m < blocks_; ++m) {
      const int64_t t = static_cast<int64_t>(m - 1) * n_;
      for (int i = 0; i < n_; ++i) {
        w.even[i] = value(t + 2 * i);
        w.odd[i] = value(t + 2 * i + 1);
      }
      V* u = spectrum(inputs_, m + parts_ - 1);
      fft()->forward(w.even, w.odd, u, u + bins_);
    }
  }

  void add_tap_gradient(int p, T* d_taps) {
    const ConvolverWork<V> w(work_, n_);
    for (int k = 0; k < bins_; ++k) w.re[k] = w.im[k] = V(T(0));
    for (int m = 0; m < blocks_; ++m) {
      const V *u = spectrum(inputs_, m - p + parts_ - 1), *g = spectrum(outputs_, m);
      for (int k = 0; k < bins_; ++k) {
        w.re[k] += u[k] * g[k] + u[bins_ + k] * g[bins_ + k];
        w.im[k] += u[k] * g[bins_ + k] - u[bins_ + k] * g[k];
      }
    }
    const T scale = T(0.5) / static_cast<T>(n_);
    for (int k = 0; k < bins_; ++k) {
      summed_[k] = sum(w.re[k]) * scale;
      summed_[bins_ + k] = sum(w.im[k]) * scale;
    }
    const ConvolverWork<T> one(reinterpret_cast<T*>(work_), n_);
    fft()->inverse(summed_, summed_ + bins_, one.even, one.odd);
    for (int i = 0; i < n_ && p * n_ + i < size_.taps; ++i)
      d_taps[p * n_ + i] += ((i & 1) ? one.odd : one.even)[i >> 1];
  }

  void add_input_gradient(int m) {
    const ConvolverWork<V> w(work_, n_);
    for (int k = 0; k < bins_; ++k) w.re[k] = w.im[k] = V(T(0));
    for (int p = m < 0 ? -m : 0; p < parts_ && m + p < blocks_; ++p) {
      const T* h = response_ + 2 * static_cast<size_t>(bins_) * p;
      const V* g = spectrum(outputs_, m + p);
      for (int k = 0; k < bins_; ++k) {
        w.re[k] += V(h[k]) * g[k] + V(h[bins_ + k]) * g[bins_ + k];
        w.im[k] += V(h[k]) * g[bins_ + k] - V(h[bins_ + k]) * g[k];
      }
    }
    fft()->inverse(w.re, w.im, w.even, w.odd);
    const int first = (m - 1 + parts_) * n_;
    for (int i = 0; i < 2 * n_; ++i) d_inputs_[first + i] += ((i & 1) ? w.odd : w.even)[i >> 1];
  }

  ConvolverSize size_;
  int samples_, level_, n_, bins_, parts_, blocks_;
  const void* constants_;
  size_t bytes_ = 0;
  V* work_;
  T* response_;  // [parts][re, im][bins]
  V *inputs_, *outputs_;
  T* summed_;
  V* d_inputs_;  // [(parts + blocks) n], from parts n samples before the call
};

PARTIALS_END
