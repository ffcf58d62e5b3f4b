// SPDX-License-Identifier: MIT
// White noise through a filter that changes with every frame (Serra and Smith 1990; DDSP, Engel et al. 2020): the frame's own
// hop of noise is convolved with a linear-phase FIR of ir_s seconds, the inverse transform of the band curve under a Hann
// window, and the results are overlap-added. Sound and spectrum lag the frame by half of ir_s; the first sample is the frame's.
// Magnitudes are densities (dsp/noise_bands.h): square = power per Hz, the same at any rate; the window smears the curve by
// about 2 / ir_s Hz. The noise is a function of (lane seed, node, sample), never of block or lane.
// State: what has been computed and not yet played, in samples.
#pragma once
#include "base/math.h"
#include "base/random.h"
#include "base/real_fft.h"
#include "dsp/noise_curve.h"

PARTIALS_BEGIN

struct FilteredNoise {
  static constexpr Control kSettings[] = {PARTIALS_NOISE_BAND_SETTINGS,
                                          {"ir_s", Unit::seconds, 0.001, 0.2, Taper::exponential, 0.016}};
  static constexpr Info kInfo{"filtered_noise", 1, "white noise through a filter that moves", kSettings, 4};

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"magnitudes", Rate::frame, s.settings.count("bands"), false, false, 0, 0.01});
    spec.add_out({"out", Rate::sample, 1});
    spec.tail_s = s.clock.hop_s() + s.settings.get("ir_s") * 1.2;
  }

  static int taps(const Setup& s) { return nearest_fft_size(s.settings.get("ir_s") * static_cast<double>(s.clock.rate_hz)); }
  static int length(const Setup& s) { return s.clock.max_length() + taps(s); }
  static int fft_size(const Setup& s) {
    int n = (length(s) + 1) & ~1;
    while (!is_fft_size(n)) n += 2;
    return n;
  }

  // Constants: tables of the filter's transform, of the convolution's, the curve, and the window.
  static size_t round64(size_t n) { return (n + 63) & ~size_t{63}; }
  template <class T> struct Tables {
    const RealFftKernel<T> *filter, *convolution;
    NoiseCurve<T> curve;
    const T* window;
    size_t bytes;
    Tables(const Setup& s, const void* constants) {
      const char* p = static_cast<const char*>(constants);
      filter = reinterpret_cast<const RealFftKernel<T>*>(p);
      size_t at = round64(RealFftKernel<T>::bytes(taps(s)));
      convolution = reinterpret_cast<const RealFftKernel<T>*>(p + at);
      at += round64(RealFftKernel<T>::bytes(fft_size(s)));
      curve.bin = reinterpret_cast<const typename NoiseCurve<T>::Bin*>(p + at);
      at += round64(NoiseCurve<T>::bytes(taps(s)));
      window = reinterpret_cast<const T*>(p + at);
      bytes = at + sizeof(T) * taps(s);
    }
  };
  template <class V> static size_t constant_bytes(const Setup& s) { return Tables<Scalar<V>>(s, nullptr).bytes; }
  template <class V> static void prepare(const Setup& s, void* constants) {
    using T = Scalar<V>;
    const Tables<T> t(s, constants);
    const int n = taps(s);
    RealFftKernel<T>::prepare(const_cast<RealFftKernel<T>*>(t.filter), n);
    RealFftKernel<T>::prepare(const_cast<RealFftKernel<T>*>(t.convolution), fft_size(s));
    NoiseCurve<T>::prepare(s, n, const_cast<typename NoiseCurve<T>::Bin*>(t.curve.bin));
    for (int j = 0; j < n; ++j) const_cast<T*>(t.window)[j] = static_cast<T>(0.5 - 0.5 * std::cos(kTwoPi * j / n));
  }

  template <class V> static size_t state_bytes(const Setup& s) { return sizeof(V) * length(s); }
  template <class V> static int state_values(const Setup& s) { return length(s); }
  static size_t part(const Setup& s) { return static_cast<size_t>(fft_size(s) / 2 + 1 + 4); }
  template <class V> static size_t scratch_bytes(const Setup& s, int, int) { return sizeof(V) * (8 * part(s) + length(s)); }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int len = length(s), n = call.samples;
    V* tail = static_cast<V*>(io.state);
    V* out = lanes_of<V>(io.out[0]);
    for (int i = 0; i < n; ++i) out[i] = i < len ? tail[i] : V(0.f);
    for (int i = 0; i < len; ++i) tail[i] = i + n < len ? tail[i + n] : V(0.f);
    const Work<V> w(s, io);
    for_each_stretch(s.clock, call, [&](int index, int64_t frame, int offset, int first, int) {
      if (offset) return;
      filter_spectrum(s, w, lanes_of<V>(io.in[0]) + static_cast<size_t>(index) * s.settings.count("bands"));
      noise_spectrum(s, io, w, frame);
      for (int k = 0; k <= w.half; ++k) {
        const V re = w.h_re[k] * w.x_re[k] - w.h_im[k] * w.x_im[k], im = w.h_re[k] * w.x_im[k] + w.h_im[k] * w.x_re[k];
        w.h_re[k] = re, w.h_im[k] = im;
      }
      w.t.convolution->inverse(w.h_re, w.h_im, w.even, w.odd);
      for (int i = 0; i < len; ++i) {
        const int at = first + i;
        (at < n ? out[at] : tail[at - n]) += w.packed(i);
      }
    });
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int len = length(s), n = call.samples, m = taps(s);
    const V* g = lanes_of<V>(io.d_out[0]);
    V* d_tail = static_cast<V*>(io.d_state);
    const Work<V> w(s, io);
    for_each_stretch(s.clock, call, [&](int index, int64_t frame, int offset, int first, int) {
      if (offset || !io.d_in[0]) return;
      noise_spectrum(s, io, w, frame);
      for (int i = 0; i < 2 * w.half; ++i) w.packed(i) = i < len ? (first + i < n ? g[first + i] : d_tail[first + i - n]) : V(0.f);
      w.t.convolution->forward(w.even, w.odd, w.h_re, w.h_im);
      for (int k = 0; k <= w.half; ++k) {
        const V re = w.x_re[k] * w.h_re[k] + w.x_im[k] * w.h_im[k], im = w.x_re[k] * w.h_im[k] - w.x_im[k] * w.h_re[k];
        w.h_re[k] = re, w.h_im[k] = im;
      }
      w.t.convolution->inverse(w.h_re, w.h_im, w.even, w.odd);
      for (int j = 0; j < m; ++j) w.filter((j + m / 2) % m) = w.packed(j) * V(w.t.window[j]);
      w.t.filter->forward(w.f_even, w.f_odd, w.h_re, w.h_im);
      V* d_m = lanes_of<V>(io.d_in[0]) + static_cast<size_t>(index) * s.settings.count("bands");
      for (int k = 1; k < m / 2; ++k) w.t.curve.add_gradient(w.h_re[k] * V(w.scale + w.scale), k, d_m);
    });
    for (int i = 0; i < len; ++i) w.carried[i] = i < n ? g[i] : d_tail[i - n];
    for (int i = 0; i < len; ++i) d_tail[i] = w.carried[i];
  }

 private:
  template <class V>
  struct Work {
    Tables<Scalar<V>> t;
    V *even, *odd, *h_re, *h_im, *x_re, *x_im, *f_even, *f_odd, *carried;
    int half;
    Scalar<V> scale;  // uniform noise has variance 1/3 over rate / 2; the two inverse transforms give their sizes
    Work(const Setup& s, const Io<Scalar<V>>& io) : t(s, io.constants), half(fft_size(s) / 2) {
      V* at = static_cast<V*>(io.scratch);
      V** parts[] = {&even, &odd, &h_re, &h_im, &x_re, &x_im, &f_even, &f_odd};
      for (V** p : parts) *p = at, at += part(s);
      carried = at;
      scale = static_cast<Scalar<V>>(std::sqrt(1.5 * static_cast<double>(s.clock.rate_hz)) / taps(s) / fft_size(s));
    }
    V& packed(int i) const { return ((i & 1) ? odd : even)[i >> 1]; }
    V& filter(int i) const { return ((i & 1) ? f_odd : f_even)[i >> 1]; }
  };

  // The windowed filter's spectrum in h_re, h_im.
  template <class V> static void filter_spectrum(const Setup& s, const Work<V>& w, const V* magnitudes) {
    const int m = taps(s);
    for (int k = 0; k <= m / 2; ++k) w.h_re[k] = w.t.curve.at(magnitudes, k) * V(w.scale), w.h_im[k] = V(0.f);
    w.t.filter->inverse(w.h_re, w.h_im, w.f_even, w.f_odd);
    for (int i = 0; i < 2 * w.half; ++i) w.packed(i) = i < m ? w.filter((i + m / 2) % m) * V(w.t.window[i]) : V(0.f);
    w.t.convolution->forward(w.even, w.odd, w.h_re, w.h_im);
  }
  // The frame's own hop of noise, its spectrum in x_re, x_im.
  template <class V> static void noise_spectrum(const Setup& s, const Io<Scalar<V>>& io, const Work<V>& w, int64_t frame) {
    const int64_t start = s.clock.start(frame);
    const int n = s.clock.length(frame);
    for (int i = 0; i < 2 * w.half; ++i) w.packed(i) = V(0.f);
    for (int l = 0; l < kWidth<V>; ++l) {
      const uint64_t key = stream_key(io.lane_seed[l], s.node_key);
      for (int i = 0; i < n; ++i) set_lane(w.packed(i), l, random_bipolar(key, static_cast<uint64_t>(start + i)));
    }
    w.t.convolution->forward(w.even, w.odd, w.x_re, w.x_im);
  }
};

PARTIALS_END
