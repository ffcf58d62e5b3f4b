// SPDX-License-Identifier: MIT
// Guards against: a wrong twiddle or order at some radix, lanes that mix, an inverse that does not invert, a
// wrong adjoint.
#include <gtest/gtest.h>

#include <complex>
#include <random>
#include <vector>

#include "base/fft_plan.h"

namespace partials {
namespace {

using C = std::complex<double>;

std::vector<C> direct_dft(const std::vector<C>& x) {
  const size_t n = x.size();
  std::vector<C> y(n);
  for (size_t k = 0; k < n; ++k)
    for (size_t t = 0; t < n; ++t)
      y[k] += x[t] * std::polar(1.0, -2 * M_PI * static_cast<double>(k * t % n) / static_cast<double>(n));
  return y;
}

template <class V>
struct Aligned {
  explicit Aligned(size_t n)
      : data(static_cast<V*>(std::aligned_alloc(64, (n * sizeof(V) + 63) / 64 * 64))) {}
  ~Aligned() { std::free(data); }
  V& operator[](size_t i) { return data[i]; }
  V* data;
};

// Relative error (norm) of the worst lane; every lane gets its own random signal.
template <class V>
double complex_error(int n, bool inverse) {
  using T = Scalar<V>;
  Aligned<char> memory(FftKernel<T>::bytes(n));
  const auto* fft = FftKernel<T>::prepare(memory.data, n);
  Aligned<V> re(n), im(n);
  std::mt19937 r(n);
  std::normal_distribution<double> gauss;
  std::vector<std::vector<C>> x(kWidth<V>, std::vector<C>(n));
  for (int l = 0; l < kWidth<V>; ++l)
    for (int t = 0; t < n; ++t) {
      x[l][t] = {static_cast<T>(gauss(r)), static_cast<T>(gauss(r))};
      const int at = inverse ? fft->position_of()[t] : t;
      set_lane(re[at], l, static_cast<T>(x[l][t].real()));
      set_lane(im[at], l, static_cast<T>(x[l][t].imag()));
    }
  if (inverse)
    fft->forward_from_shuffled(re.data, im.data);
  else
    fft->forward_shuffled(re.data, im.data);
  double worst = 0;
  for (int l = 0; l < kWidth<V>; ++l) {
    const auto y = direct_dft(x[l]);
    double error = 0, norm = 0;
    for (int k = 0; k < n; ++k) {
      const int at = inverse ? k : fft->position_of()[k];
      error += std::norm(y[k] - C(lane(re[at], l), lane(im[at], l)));
      norm += std::norm(y[k]);
    }
    worst = std::max(worst, std::sqrt(error / norm));
  }
  return worst;
}

TEST(Fft, EqualsTheDirectTransformAtEverySize) {
  for (int n = 1; n <= 640; ++n) {
    if (!is_fft_size(n)) continue;
    for (bool inverse : {false, true}) {
      EXPECT_LT(complex_error<double>(n, inverse), 2e-15 * 8) << n;
      EXPECT_LT(complex_error<float>(n, inverse), 6e-7) << n;
    }
  }
}

TEST(Fft, LanesEqualTheDirectTransform) {
  for (int n : {1, 2, 3, 4, 5, 8, 12, 15, 16, 30, 32, 60, 64, 100, 128, 240, 256, 441, 512, 1024, 1500})
    if (is_fft_size(n))
      for (bool inverse : {false, true}) {
        EXPECT_LT(complex_error<Lanes<8>>(n, inverse), 6e-7) << n;
        EXPECT_LT(complex_error<Lanes<16>>(n, inverse), 6e-7) << n;
      }
}

TEST(Fft, RealTransformAndItsInverse) {
  for (int n : {2, 4, 6, 10, 16, 30, 64, 90, 128, 250, 1024, 1920, 4096}) {
    RealFft<double> fft(n);
    std::mt19937 r(n);
    std::vector<double> x(n), back(n);
    std::vector<C> cx(n), bins(n / 2 + 1);
    for (int t = 0; t < n; ++t) cx[t] = x[t] = std::normal_distribution<double>()(r);
    const auto y = direct_dft(cx);
    fft.forward(x.data(), bins.data());
    for (int k = 0; k <= n / 2; ++k) EXPECT_LT(std::abs(bins[k] - y[k]), 1e-12 * n) << n << " bin " << k;
    fft.inverse(bins.data(), back.data());
    for (int t = 0; t < n; ++t) EXPECT_NEAR(back[t], x[t], 1e-12);
  }
}

TEST(Fft, RealTransformOfFloatsAndItsInverse) {
  for (int n : {2, 6, 32, 64, 90, 128, 256, 384, 512, 1024, 1536, 2048, 2250, 4096, 8192, 16384}) {
    RealFft<float> fft(n);
    RealFft<double> exact(n);
    std::mt19937 r(n);
    std::vector<float> x(n), back(n);
    std::vector<double> dx(n);
    std::vector<std::complex<float>> bins(n / 2 + 1);
    std::vector<C> wanted(n / 2 + 1);
    for (int t = 0; t < n; ++t) dx[t] = x[t] = std::normal_distribution<float>()(r);
    exact.forward(dx.data(), wanted.data());
    fft.forward(x.data(), bins.data());
    for (int k = 0; k <= n / 2; ++k)
      EXPECT_LT(std::abs(C(bins[k]) - wanted[k]), 3e-6 * std::sqrt(n)) << n << " bin " << k;
    fft.inverse(bins.data(), back.data());
    for (int t = 0; t < n; ++t) ASSERT_NEAR(back[t], x[t], 3e-6) << n;
  }
}

TEST(Fft, InverseWithInnerBinsHalvedIsTheAdjoint) {
  const int n = 48, h = n / 2;
  std::vector<char> memory(RealFftKernel<double>::bytes(n) + 64);
  void* p = memory.data();
  size_t space = memory.size();
  const auto* fft =
      RealFftKernel<double>::prepare(std::align(64, RealFftKernel<double>::bytes(n), p, space), n);
  std::mt19937 r(1);
  std::normal_distribution<double> gauss;
  std::vector<double> x(n), even(h), odd(h), re(h + 1), im(h + 1), g_re(h + 1), g_im(h + 1);
  for (auto& v : x) v = gauss(r);
  for (int k = 0; k <= h; ++k) {
    g_re[k] = gauss(r);
    g_im[k] = k && k < h ? gauss(r) : 0;
  }
  for (int t = 0; t < h; ++t) {
    even[t] = x[2 * t];
    odd[t] = x[2 * t + 1];
  }
  fft->forward(even.data(), odd.data(), re.data(), im.data());
  double left = 0, right = 0;
  for (int k = 0; k <= h; ++k) left += re[k] * g_re[k] + im[k] * g_im[k];
  for (int k = 1; k < h; ++k) {
    g_re[k] *= 0.5;
    g_im[k] *= 0.5;
  }
  fft->inverse(g_re.data(), g_im.data(), even.data(), odd.data());
  for (int t = 0; t < h; ++t) right += even[t] * x[2 * t] + odd[t] * x[2 * t + 1];
  EXPECT_NEAR(left, right, 1e-12 * std::abs(left) + 1e-12);
}

TEST(Fft, NearestGoodSizeIsEvenAndNear) {
  EXPECT_EQ(nearest_fft_size(2048), 2048);
  EXPECT_EQ(nearest_fft_size(2229.1), 2250);
  EXPECT_EQ(nearest_fft_size(1), 2);
  for (double n = 32; n < 9000; n *= 1.037) {
    EXPECT_TRUE(is_fft_size(nearest_fft_size(n)) && nearest_fft_size(n) % 2 == 0);
    EXPECT_LT(std::abs(std::log(nearest_fft_size(n) / n)), 0.08);
  }
}

}  // namespace
}  // namespace partials
