// SPDX-License-Identifier: MIT
// White noise through a filter that changes with every frame (Serra and Smith 1990; DDSP, Engel et al. 2020):
// the frame's own hop of noise is convolved with a linear-phase FIR of ir_s seconds (dsp/noise_filter.h), and
// the results are overlap-added. Sound and spectrum lag the frame by half of ir_s; the first sample is the
// frame's. Magnitudes are densities (dsp/noise_bands.h): square = power per Hz, the same at any rate; the
// window smears the curve by about 2 / ir_s Hz. The noise is a function of (lane seed, node, sample), never
// of block or lane. State: the samples computed but not yet played.
#pragma once
#include "base/random.h"
#include "dsp/noise_filter.h"

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

  // Everything derived from settings and rate, computed once, at the head of the constants. The filter's
  // tables follow, then those of the convolution's transform.
  template <class T>
  struct Shape {
    NoiseFilterShape filter;
    int len, fft;  // length of one frame's sound in samples; size of the convolution's transform
    size_t filter_at, convolution_at;
    // of the filter: uniform noise has variance 1/3 over rate / 2; the two inverse transforms give their
    // sizes
    T scale;
    explicit Shape(const Setup& s) : filter(s), len(s.clock.max_length() + filter.taps), fft((len + 1) & ~1) {
      while (!is_fft_size(fft)) fft += 2;
      filter_at = round64(sizeof(Shape));
      convolution_at = filter_at + round64(NoiseFilter<T>::bytes(filter));
      scale = static_cast<T>(std::sqrt(1.5 * static_cast<double>(s.clock.rate_hz)) / filter.duration / fft);
    }
    size_t bytes() const { return convolution_at + RealFftKernel<T>::bytes(fft); }
    // apart from the same multiple of 4 KiB
    int part() const { return (fft > filter.n ? fft : filter.n) / 2 + 1 + 4; }
  };
  static constexpr size_t round64(size_t n) { return (n + 63) & ~size_t{63}; }

  template <class V>
  static size_t constant_bytes(const Setup& s) {
    return Shape<Scalar<V>>(s).bytes();
  }
  template <class V>
  static void prepare(const Setup& s, void* constants) {
    using T = Scalar<V>;
    const Shape<T>& z = *static_cast<Shape<T>*>(constants) = Shape<T>(s);
    char* memory = static_cast<char*>(constants);
    NoiseFilter<T>(z.filter, memory + z.filter_at).prepare(s);
    RealFftKernel<T>::prepare(memory + z.convolution_at, z.fft);
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
    const Shape<Scalar<V>> z(s);
    return sizeof(V) * (8 * static_cast<size_t>(z.part()) + z.len);
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const Work<V> w(io);
    const int len = w.z.len, n = call.samples, bands = s.settings.count("bands");
    V* tail = static_cast<V*>(io.state);
    V* out = lanes_of<V>(io.out[0]);
    for (int i = 0; i < n; ++i) out[i] = i < len ? tail[i] : V(0.f);
    for (int i = 0; i < len; ++i) tail[i] = i + n < len ? tail[i + n] : V(0.f);
    for_each_stretch(s.clock, call, [&](int index, int64_t frame, int offset, int first, int) {
      if (offset) return;
      filter_spectrum(w, lanes_of<V>(io.in[0]) + static_cast<size_t>(index) * bands);
      noise_spectrum(s, io, w, frame);
      for (int k = 0; k <= w.half; ++k) {
        const V re = w.h_re[k] * w.x_re[k] - w.h_im[k] * w.x_im[k],
                im = w.h_re[k] * w.x_im[k] + w.h_im[k] * w.x_re[k];
        w.h_re[k] = re;
        w.h_im[k] = im;
      }
      w.convolution->inverse(w.h_re, w.h_im, w.even, w.odd);
      for (int i = 0; i < len; ++i) {
        const int at = first + i;
        (at < n ? out[at] : tail[at - n]) += w.packed(i);
      }
    });
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const Work<V> w(io);
    const int len = w.z.len, n = call.samples, bands = s.settings.count("bands");
    const V* g = lanes_of<V>(io.d_out[0]);
    V* d_tail = static_cast<V*>(io.d_state);
    for_each_stretch(s.clock, call, [&](int index, int64_t frame, int offset, int first, int) {
      if (offset || !io.d_in[0]) return;
      noise_spectrum(s, io, w, frame);
      for (int i = 0; i < 2 * w.half; ++i)
        w.packed(i) = i < len ? (first + i < n ? g[first + i] : d_tail[first + i - n]) : V(0.f);
      w.convolution->forward(w.even, w.odd, w.h_re, w.h_im);
      for (int k = 0; k <= w.half; ++k) {
        const V re = w.x_re[k] * w.h_re[k] + w.x_im[k] * w.h_im[k],
                im = w.x_re[k] * w.h_im[k] - w.x_im[k] * w.h_re[k];
        w.h_re[k] = re;
        w.h_im[k] = im;
      }
      w.convolution->inverse(w.h_re, w.h_im, w.even, w.odd);
      V* d_m = lanes_of<V>(io.d_in[0]) + static_cast<size_t>(index) * bands;
      w.filter.add_gradient([&](int i) { return w.packed(i); }, w.z.scale, w.filter_work(), d_m);
    });
    for (int i = 0; i < len; ++i) w.carried[i] = i < n ? g[i] : d_tail[i - n];
    for (int i = 0; i < len; ++i) d_tail[i] = w.carried[i];
  }

 private:
  template <class V>
  struct Work {
    using T = Scalar<V>;
    const Shape<T>& z;
    NoiseFilter<T> filter;
    const RealFftKernel<T>* convolution;
    V *even, *odd, *h_re, *h_im, *x_re, *x_im, *f_even, *f_odd, *carried;
    int half;
    explicit Work(const Io<T>& io)
        : z(*static_cast<const Shape<T>*>(io.constants)),
          filter(z.filter, static_cast<const char*>(io.constants) + z.filter_at),
          convolution(reinterpret_cast<const RealFftKernel<T>*>(static_cast<const char*>(io.constants) +
                                                                z.convolution_at)),
          half(z.fft / 2) {
      V* at = static_cast<V*>(io.scratch);
      V** parts[] = {&even, &odd, &h_re, &h_im, &x_re, &x_im, &f_even, &f_odd};
      for (V** p : parts) {
        *p = at;
        at += z.part();
      }
      carried = at;
    }
    V& packed(int i) const { return ((i & 1) ? odd : even)[i >> 1]; }
    typename NoiseFilter<T>::template Work<V> filter_work() const { return {f_even, f_odd, h_re, h_im}; }
  };

  // The filter's spectrum in h_re, h_im.
  template <class V>
  static void filter_spectrum(const Work<V>& w, const V* magnitudes) {
    w.filter.make(magnitudes, w.z.scale, w.filter_work(), [&](int i, const V& tap) { w.packed(i) = tap; });
    for (int i = w.z.filter.taps; i < 2 * w.half; ++i) w.packed(i) = V(0.f);
    w.convolution->forward(w.even, w.odd, w.h_re, w.h_im);
  }
  // The frame's own hop of noise, its spectrum in x_re, x_im.
  template <class V>
  static void noise_spectrum(const Setup& s, const Io<Scalar<V>>& io, const Work<V>& w, int64_t frame) {
    const int64_t start = s.clock.start(frame);
    const int n = s.clock.length(frame);
    for (int i = 0; i < 2 * w.half; ++i) w.packed(i) = V(0.f);
    for (int l = 0; l < kWidth<V>; ++l) {
      const uint64_t key = stream_key(io.lane_seed[l], s.node_key);
      for (int i = 0; i < n; ++i)
        set_lane(w.packed(i), l, random_bipolar(key, static_cast<uint64_t>(start + i)));
    }
    w.convolution->forward(w.even, w.odd, w.x_re, w.x_im);
  }
};

PARTIALS_END
