// SPDX-License-Identifier: MIT
// Noise whose spectrum follows bands over time, by one inverse FFT a frame. Frame n is a stretch of `overlap`
// hops of Gaussian noise made in the frequency domain, random bins weighted by the magnitudes interpolated
// between bands, under a sine window. Squares of the windows add up to a constant at any hop, so power
// follows the magnitudes; the envelope lags by half a stretch, the first sample is the frame's own. Windows
// are evaluated at exact fractional times. Random numbers are a function of (lane seed, node, frame, bin),
// never of block or lane. Magnitudes are densities (dsp/noise_bands.h): square = power per Hz. State: the
// stretch still to be played, overlap-added, in samples.
#pragma once
#include "base/kernel.h"
#include "base/math.h"
#include "base/random.h"
#include "base/real_fft.h"
#include "dsp/noise_curve.h"
#include "dsp/noise_stretch.h"

PARTIALS_BEGIN

struct SpectralNoise {
  static constexpr Control kSettings[] = {PARTIALS_NOISE_BAND_SETTINGS,
                                          {"overlap", Unit::count, 2, 16, Taper::linear, 3}};
  static constexpr Info kInfo{"spectral_noise", 1, "noise with a spectrum that moves", kSettings, 4};

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"magnitudes", Rate::frame, s.settings.count("bands"), false, false, 0, 0.01});
    spec.add_out({"out", Rate::sample, 1});
    spec.tail_s = s.clock.hop_s() * s.settings.count("overlap");
  }

  // Everything derived from settings and rate, computed once, at the head of the constants; the tables follow
  // it.
  template <class T>
  struct Shape {
    double stretch;  // in samples, exact
    double bin_hz;
    int len, n, top, bands;  // dsp/noise_stretch.h
    // bins to samples: uniform numbers have a variance of 1/3 each; the sum of squared windows is overlap / 2
    T scale;
    explicit Shape(const Setup& s) : bands(s.settings.count("bands")) {
      const NoiseStretch piece(s, s.settings.count("overlap"));
      stretch = piece.samples;
      bin_hz = piece.bin_hz;
      len = piece.len;
      n = piece.n;
      top = piece.top;
      scale = static_cast<T>(std::sqrt(piece.bin_hz * 0.5 * 1.5 / (s.settings.get("overlap") * 0.5)));
    }
    size_t fft_at() const { return (sizeof(Shape) + 63) & ~size_t{63}; }
    size_t curve_at() const { return fft_at() + ((RealFftKernel<T>::bytes(n) + 63) & ~size_t{63}); }
    size_t sine_at() const { return (curve_at() + NoiseCurve<T>::bytes(n / 2 + 1) + 63) & ~size_t{63}; }
    size_t bytes() const { return sine_at() + 2 * sizeof(T) * len; }
    // even, odd, re, im (apart from the same multiple of 4 KiB), and one stretch of sound or of its gradient.
    int part() const { return n / 2 + 1 + 4; }
    size_t scratch_numbers() const { return 4 * static_cast<size_t>(part()) + len; }
  };

  template <class V>
  static size_t constant_bytes(const Setup& s) {
    return Shape<Scalar<V>>(s).bytes();
  }
  template <class V>
  static void prepare(const Setup& s, void* constants) {
    using T = Scalar<V>;
    const Shape<T> c(s);
    char* memory = static_cast<char*>(constants);
    *static_cast<Shape<T>*>(constants) = c;
    RealFftKernel<T>::prepare(memory + c.fft_at(), c.n);
    NoiseCurve<T>(memory + c.curve_at(), c.n / 2 + 1).prepare(s, c.bin_hz, c.n / 2 + 1);
    T* sine = reinterpret_cast<T*>(memory + c.sine_at());
    for (int i = 0; i < c.len; ++i) {
      sine[i] = static_cast<T>(std::sin(kPi * i / c.stretch));
      sine[c.len + i] = static_cast<T>(std::cos(kPi * i / c.stretch));
    }
  }

  template <class V>
  static size_t state_bytes(const Setup& s) {
    return sizeof(V) * Shape<Scalar<V>>(s).len;
  }
  template <class V>
  static int state_values(const Setup& s) {
    return Shape<Scalar<V>>(s).len;
  }
  template <class V>
  static size_t scratch_bytes(const Setup& s, int, int) {
    return sizeof(V) * Shape<Scalar<V>>(s).scratch_numbers();
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const Work<V> w(io);
    const int len = w.c.len, n = call.samples, ready = n < len ? n : len;
    V *tail = static_cast<V*>(io.state), *out = lanes_of<V>(io.out[0]);
    for (int i = 0; i < ready; ++i) out[i] = tail[i];
    for (int i = ready; i < n; ++i) out[i] = V(0.f);
    for (int i = 0; i < len - ready; ++i) tail[i] = tail[i + ready];
    for (int i = len - ready; i < len; ++i) tail[i] = V(0.f);
    for_each_stretch(s.clock, call, [&](int index, int64_t frame, int offset, int first, int) {
      if (offset) return;
      w.draw(s, io, frame);
      const V* m = lanes_of<V>(io.in[0]) + static_cast<size_t>(index) * w.c.bands;
      for (int k = 1; k < w.c.top; ++k) {
        const V level = w.curve.at(m, k) * V(w.c.scale);
        w.re[k] = w.re[k] * level;
        w.im[k] = w.im[k] * level;
      }
      w.fft->inverse(w.re, w.im, w.even, w.odd);
      for (int i = 0; i < len / 2; ++i) {
        w.sound[2 * i] = w.even[i];
        w.sound[2 * i + 1] = w.odd[i];
      }
      if (len & 1) w.sound[len - 1] = w.even[len / 2];
      w.under_window(lateness(s, frame));
      const int now = n - first < len ? n - first : len;
      for (int i = 0; i < now; ++i) out[first + i] += w.sound[i];
      V* later = tail - (n - first);
      for (int i = now; i < len; ++i) later[i] += w.sound[i];
    });
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const Work<V> w(io);
    const int len = w.c.len, n = call.samples;
    const V* g = lanes_of<V>(io.d_out[0]);
    V* d_tail = static_cast<V*>(io.d_state);
    for_each_stretch(s.clock, call, [&](int index, int64_t frame, int offset, int first, int) {
      if (offset || !io.d_in[0]) return;
      for (int i = 0; i < len; ++i) w.sound[i] = first + i < n ? g[first + i] : d_tail[first + i - n];
      w.under_window(lateness(s, frame));
      for (int i = 0; i < w.c.n; ++i) ((i & 1) ? w.odd : w.even)[i >> 1] = i < len ? w.sound[i] : V(0.f);
      w.fft->forward(w.even, w.odd, w.re, w.im);
      V *x = w.even, *y = w.odd;  // free again
      Work<V>::draw(s, io, frame, w.c.top, x, y);
      V* d_m = lanes_of<V>(io.d_in[0]) + static_cast<size_t>(index) * w.c.bands;
      // adjoint of inverse: twice the forward transform in the bins that have a mirror image
      for (int k = 1; k < w.c.top; ++k)
        w.curve.add_gradient((w.re[k] * x[k] + w.im[k] * y[k]) * V(w.c.scale + w.c.scale), k, d_m);
    });
    // The gradient of the initial tail: played within this call, or still there at its end.
    for (int i = 0; i < len; ++i) w.sound[i] = i < n ? g[i] : d_tail[i - n];
    for (int i = 0; i < len; ++i) d_tail[i] = w.sound[i];
  }

 private:
  template <class V>
  struct Work {
    using T = Scalar<V>;
    const Shape<T>& c;
    const RealFftKernel<T>* fft;
    const NoiseCurve<T> curve;  // of the bins
    const T* sine;
    V *even, *odd, *re, *im, *sound;
    explicit Work(const Io<T>& io)
        : c(*static_cast<const Shape<T>*>(io.constants)),
          curve(static_cast<const char*>(io.constants) + c.curve_at(), c.n / 2 + 1) {
      const char* memory = static_cast<const char*>(io.constants);
      fft = reinterpret_cast<const RealFftKernel<T>*>(memory + c.fft_at());
      sine = reinterpret_cast<const T*>(memory + c.sine_at());
      even = static_cast<V*>(io.scratch);
      odd = even + c.part();
      re = odd + c.part();
      im = re + c.part();
      sound = im + c.part();
    }
    // Random numbers into the bins that have noise, 0 into the others.
    void draw(const Setup& s, const Io<T>& io, int64_t frame) const {
      draw(s, io, frame, c.top, re, im);
      re[0] = im[0] = V(0.f);
      for (int k = c.top; k <= c.n / 2; ++k) re[k] = im[k] = V(0.f);
    }
    static void draw(const Setup& s, const Io<T>& io, int64_t frame, int top, V* x, V* y) {
      for (int l = 0; l < kWidth<V>; ++l) {
        const uint64_t key = stream_key(io.lane_seed[l], s.node_key), at = static_cast<uint64_t>(frame) << 16;
        for (int k = 1; k < top; ++k) {
          const uint64_t r = random_bits(key, at + static_cast<uint64_t>(k));
          set_lane(x[k], l, static_cast<float>(static_cast<int32_t>(r)) * (1.f / 2147483648.f));
          set_lane(y[k], l, static_cast<float>(static_cast<int32_t>(r >> 32)) * (1.f / 2147483648.f));
        }
      }
    }
    // sound times sin(pi (i + late) / stretch), nothing from there on.
    void under_window(double late) const {
      const T cos_late = static_cast<T>(std::cos(kPi * late / c.stretch)),
              sin_late = static_cast<T>(std::sin(kPi * late / c.stretch));
      const T* cosine = sine + c.len;
      for (int i = 0; i < c.len; ++i) sound[i] = sound[i] * V(sine[i] * cos_late + cosine[i] * sin_late);
      if (c.len - 1 + late >= c.stretch) sound[c.len - 1] = V(0.f);
    }
  };

  // The delay of the frame's first sample relative to its exact time, in samples.
  static double lateness(const Setup& s, int64_t frame) {
    const int64_t whole = s.clock.start(frame) * s.clock.hop_den,
                  exact = frame * s.clock.hop_num * s.clock.rate_hz;
    return static_cast<double>(whole - exact) / static_cast<double>(s.clock.hop_den);
  }
};

PARTIALS_END
