// SPDX-License-Identifier: MIT
// A real FFT that owns its memory, for ordinary code (analysis, reports, tests). T is float or double; n is
// even with only 2, 3 and 5 as factors. Not for two threads at once: an object holds its own working memory.
#pragma once
#include <complex>
#include <vector>

#include "base/real_fft.h"

namespace partials {

template <class T>
class RealFft {
 public:
  explicit RealFft(int n)
      : memory_(RealFftKernel<T>::bytes(n) / 64 + 1),
        even_(n / 2),
        odd_(n / 2),
        re_(n / 2 + 1),
        im_(n / 2 + 1) {
    kernel_ = RealFftKernel<T>::prepare(memory_.data(), n);
  }
  RealFft(RealFft&&) noexcept = default;  // moving keeps the memory where it is
  RealFft& operator=(RealFft&&) noexcept = default;
  RealFft(const RealFft&) = delete;

  int size() const { return kernel_->size(); }
  int bins() const { return kernel_->bins(); }

  // x [size] -> bins [size / 2 + 1], X[k] = sum x[t] e^(-2 pi i k t / size).
  void forward(const T* x, std::complex<T>* bins_out) {
    for (int t = 0; t < size() / 2; ++t) {
      even_[t] = x[2 * t];
      odd_[t] = x[2 * t + 1];
    }
    kernel_->forward(even_.data(), odd_.data(), re_.data(), im_.data());
    for (int k = 0; k < bins(); ++k) bins_out[k] = {re_[k], im_[k]};
  }
  // bins [size / 2 + 1] -> x [size], scaled so that it undoes forward.
  void inverse(const std::complex<T>* bins_in, T* x) {
    for (int k = 0; k < bins(); ++k) {
      re_[k] = bins_in[k].real();
      im_[k] = bins_in[k].imag();
    }
    kernel_->inverse(re_.data(), im_.data(), even_.data(), odd_.data());
    const T scale = T(1) / static_cast<T>(size());
    for (int t = 0; t < size() / 2; ++t) {
      x[2 * t] = even_[t] * scale;
      x[2 * t + 1] = odd_[t] * scale;
    }
  }

 private:
  struct alignas(64) Line {
    char bytes[64];
  };
  std::vector<Line> memory_;
  const RealFftKernel<T>* kernel_ = nullptr;
  std::vector<T> even_, odd_, re_, im_;
};

}  // namespace partials
