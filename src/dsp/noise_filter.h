// SPDX-License-Identifier: MIT
// The linear-phase filter for noise bands, the same in seconds and Hz at every rate:
//   h(t) = (0.5 + 0.5 cos(2 pi t / D)) sum_k M(k / D) cos(2 pi k t / D)  for |t| < D / 2,
// the curve M read every 1 / D Hz under a Hann window. D is ir_s, rounded to a fast transform size at the
// reference rate. If that is a fast size at the playing rate too, h is its inverse. Otherwise (a model of 16
// kHz at 44.1) the frequencies k / D fall between the bins of a transform of at least 2 D: each magnitude is
// spread over four of them by a cubic B-spline, and the window divides by the effect of that in time, sinc^4
// (Dutt and Rokhlin, "Fast Fourier transforms for nonequispaced data", 1993). Error: below -60 dB of h, and
// only in time: no frequency is shifted.
#pragma once
#include "base/math.h"
#include "base/real_fft.h"
#include "dsp/noise_curve.h"

PARTIALS_BEGIN

struct NoiseFilterShape {
  double duration;   // D in samples
  double step_hz;    // 1 / D
  bool between;      // magnitudes fall between bins
  int n;             // of the transform
  int centre, taps;  // taps 0 .. taps - 1, of which `centre` is t = 0
  int count;         // magnitudes read: k = 1 .. count - 1

  explicit NoiseFilterShape(const Setup& s) {
    const double rate_hz = static_cast<double>(s.clock.rate_hz),
                 learned = nearest_fft_size(s.settings.get("ir_s") * s.reference_rate_hz);
    duration = learned * rate_hz / s.reference_rate_hz;
    step_hz = s.reference_rate_hz / learned;
    const int whole = static_cast<int>(duration + 0.5);
    between = std::fabs(duration - whole) > 1e-6 || whole % 2 || !is_fft_size(whole);
    n = between ? 2 * static_cast<int>(std::ceil(duration)) : whole;
    while (!is_fft_size(n)) n += 2;
    centre = between ? static_cast<int>(duration / 2) : whole / 2;
    taps = between ? 2 * centre + 1 : whole;
    const double limit_hz = s.settings.get("max_hz") < s.band_hz ? s.settings.get("max_hz") : s.band_hz;
    for (count = 1; count * step_hz <= limit_hz && last_bin(count) < n / 2;) ++count;
  }
  double bin(int k) const { return static_cast<double>(k) * n / duration; }
  int first_bin(int k) const { return between ? static_cast<int>(bin(k)) - 1 : k; }
  int last_bin(int k) const { return first_bin(k) + (between ? 3 : 0); }
};

// Tables and formula for one number type T; V below is T or lanes of it. Constant memory: bytes(), filled by
// prepare().
template <class T>
class NoiseFilter {
 public:
  static size_t bytes(const NoiseFilterShape& z) {
    return NoiseFilter(z, nullptr).tables_ + RealFftKernel<T>::bytes(z.n);
  }
  NoiseFilter(const NoiseFilterShape& z, const void* constants) : z_(z), curve_(constants, z.count) {
    char* at = static_cast<char*>(const_cast<void*>(constants));
    auto take = [&](size_t n) {
      char* p = at + tables_;
      tables_ += (n + 63) & ~size_t{63};
      return p;
    };
    take(NoiseCurve<T>::bytes(z.count));
    window_ = reinterpret_cast<T*>(take(sizeof(T) * static_cast<size_t>(z.taps)));
    spread_ = reinterpret_cast<Spread*>(take(z.between ? sizeof(Spread) * static_cast<size_t>(z.count) : 0));
    fft_ = reinterpret_cast<RealFftKernel<T>*>(at + tables_);
  }
  void prepare(const Setup& s) const {
    RealFftKernel<T>::prepare(fft_, z_.n);
    curve_.prepare(s, z_.step_hz, z_.count);
    for (int i = 0; i < z_.taps; ++i) {
      const double t = i - z_.centre, x = kPi * t / z_.n, sinc = x == 0 ? 1 : std::sin(x) / x;
      window_[i] = static_cast<T>((0.5 + 0.5 * std::cos(kTwoPi * t / z_.duration)) /
                                  (z_.between ? sinc * sinc * sinc * sinc : 1));
    }
    for (int k = 1; z_.between && k < z_.count; ++k) {
      const double x = z_.bin(k), u = x - std::floor(x), v = 1 - u;
      spread_[k] = {z_.first_bin(k),
                    {static_cast<T>(v * v * v / 6), static_cast<T>(2.0 / 3 - u * u + u * u * u / 2),
                     static_cast<T>(2.0 / 3 - v * v + v * v * v / 2), static_cast<T>(u * u * u / 6)}};
    }
  }

  // Working memory: even and odd [n / 2], re and im [n / 2 + 1].
  template <class V>
  struct Work {
    V *even, *odd, *re, *im;
  };

  // to(i, value) takes h times `scale`, tap after tap; scale is 1 / D for h as above.
  template <class V, class To>
  void make(const V* magnitudes, T scale, const Work<V>& w, To&& to) const {
    for (int k = 0; k <= z_.n / 2; ++k) w.re[k] = w.im[k] = V(T(0));
    for (int k = 1; k < z_.count; ++k) {
      const V m = curve_.at(magnitudes, k) * V(scale);
      if (z_.between)
        for (int i = 0; i < 4; ++i) w.re[spread_[k].first + i] += m * V(spread_[k].weight[i]);
      else
        w.re[k] = m;
    }
    fft_->inverse(w.re, w.im, w.even, w.odd);
    for (int i = 0; i < z_.taps; ++i) to(i, tap(w, i) * V(window_[i]));
  }
  // from(i): the gradient of what `to` took; added to d_magnitudes.
  template <class V, class From>
  void add_gradient(From&& from, T scale, const Work<V>& w, V* d_magnitudes) const {
    for (int i = 0; i < z_.n / 2; ++i) w.even[i] = w.odd[i] = V(T(0));
    for (int i = 0; i < z_.taps; ++i) tap(w, i) = from(i) * V(window_[i]);
    fft_->forward(w.even, w.odd, w.re, w.im);
    for (int k = 1; k < z_.count; ++k) {
      V d = z_.between ? V(T(0)) : w.re[k];
      for (int i = 0; z_.between && i < 4; ++i) d += w.re[spread_[k].first + i] * V(spread_[k].weight[i]);
      curve_.add_gradient(d * V(scale + scale), k, d_magnitudes);
    }
  }

 private:
  struct Spread {
    int first;
    T weight[4];
  };
  template <class V>
  V& tap(const Work<V>& w, int i) const {
    const int at = i < z_.centre ? i - z_.centre + z_.n : i - z_.centre;
    return (at & 1 ? w.odd : w.even)[at >> 1];
  }

  const NoiseFilterShape& z_;
  size_t tables_ = 0;  // bytes before the transform
  NoiseCurve<T> curve_;
  T* window_;
  Spread* spread_;
  RealFftKernel<T>* fft_;
};

PARTIALS_END
