// SPDX-License-Identifier: MIT
// Noise whose spectrum follows bands over time, by one inverse FFT a frame. Frame n is a stretch of `overlap` hops of Gaussian
// noise made in the frequency domain, random bins weighted by the magnitudes interpolated between bands, under a sine window.
// Squares of the windows add up to a constant at any hop, so power follows the magnitudes; the envelope lags by half a
// stretch, the first sample is the frame's own. Windows are evaluated at exact fractional times. Random numbers are a function
// of (lane seed, node, frame, bin), never of block or lane. Magnitudes are densities (dsp/noise_bands.h): square = power per Hz.
// State: the stretch still to be played, overlap-added, in samples.
#pragma once
#include "base/kernel.h"
#include "base/math.h"
#include "base/random.h"
#include "base/real_fft.h"
#include "dsp/noise_bands.h"

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

  // A stretch in samples, exact and rounded up; the transform is the next even 2^a 3^b 5^c from there.
  static double stretch(const Setup& s) { return s.clock.hop_s() * static_cast<double>(s.clock.rate_hz) * s.settings.count("overlap"); }
  static int length(const Setup& s) { return static_cast<int>(std::ceil(stretch(s))); }
  static int fft_size(const Setup& s) {
    int n = (length(s) + 1) & ~1;
    while (!is_fft_size(n)) n += 2;
    return n;
  }

  // Constants: the transform's tables, then for every bin its band and the share of the next one.
  template <class T> struct Bin { int band; T share; };
  template <class V> using BinOf = Bin<Scalar<V>>;
  template <class V> static size_t table_bytes(const Setup& s) { return (RealFftKernel<Scalar<V>>::bytes(fft_size(s)) + 63) & ~size_t{63}; }
  template <class V> static size_t constant_bytes(const Setup& s) { return table_bytes<V>(s) + sizeof(BinOf<V>) * (fft_size(s) / 2 + 1); }
  template <class V> static void prepare(const Setup& s, void* constants) {
    const int n = fft_size(s);
    RealFftKernel<Scalar<V>>::prepare(constants, n);
    BinOf<V>* bin = bins_of<V>(s, constants);
    const NoiseBands bands = NoiseBands::of(s.settings);
    const double limit = top_hz(s);
    for (int k = 0, b = 0; k <= n / 2; ++k) {
      const double f = static_cast<double>(k) * static_cast<double>(s.clock.rate_hz) / n;
      while (b + 2 < bands.bands && bands.centre_hz(b + 1) < f) ++b;
      const double share = (f - bands.centre_hz(b)) / (bands.centre_hz(b + 1) - bands.centre_hz(b));
      bin[k] = {b, static_cast<Scalar<V>>(share < 0 ? 0 : share > 1 ? 1 : share)};
      if (k == 0 || k == n / 2 || f > limit) bin[k].band = -1;
    }
  }
  static double top_hz(const Setup& s) {
    const double nyquist = 0.5 * static_cast<double>(s.clock.rate_hz), top = s.settings.get("max_hz") < s.band_hz ? s.settings.get("max_hz") : s.band_hz;
    return top < nyquist ? top : nyquist;
  }
  template <class V> static BinOf<V>* bins_of(const Setup& s, void* constants) {
    return reinterpret_cast<BinOf<V>*>(static_cast<char*>(constants) + table_bytes<V>(s));
  }
  template <class V> static const BinOf<V>* bins_of(const Setup& s, const void* constants) {
    return bins_of<V>(s, const_cast<void*>(constants));
  }

  template <class V> static size_t state_bytes(const Setup& s) { return sizeof(V) * length(s); }
  template <class V> static int state_values(const Setup& s) { return length(s); }
  // even, odd, re, im (apart from the same multiple of 4 KiB), and one stretch of output gradient.
  static int part(const Setup& s) { return fft_size(s) / 2 + 1 + 4; }
  template <class V> static size_t scratch_bytes(const Setup& s, int, int) { return sizeof(V) * (4 * part(s) + length(s)); }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int len = length(s), n = call.samples;
    V* tail = static_cast<V*>(io.state);
    V* out = lanes_of<V>(io.out[0]);
    for (int i = 0; i < n; ++i) out[i] = i < len ? tail[i] : V(0.f);
    for (int i = 0; i < len; ++i) tail[i] = i + n < len ? tail[i + n] : V(0.f);
    Work<V> w(s, io);
    for_each_stretch(s.clock, call, [&](int index, int64_t frame, int offset, int first, int) {
      if (offset) return;
      const V* m = lanes_of<V>(io.in[0]) + static_cast<size_t>(index) * s.settings.count("bands");
      for (int k = 0; k <= w.h; ++k) {
        const BinOf<V> b = w.bin[k];
        w.re[k] = w.im[k] = V(0.f);
        if (b.band < 0) continue;
        const V level = (m[b.band] + (m[b.band + 1] - m[b.band]) * V(b.share)) * V(w.scale);
        V x, y;
        random_pair<V>(s, io, frame, k, x, y);
        w.re[k] = level * x;
        w.im[k] = level * y;
      }
      w.fft->inverse(w.re, w.im, w.even, w.odd);
      const double late = lateness(s, frame);
      for (int i = 0; i < len; ++i) {
        const V y = ((i & 1) ? w.odd : w.even)[i >> 1] * V(window<V>(s, i, late));
        const int at = first + i;
        if (at < n) out[at] += y;
        else tail[at - n] += y;
      }
    });
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int len = length(s), n = call.samples, bands = s.settings.count("bands");
    const V* g = lanes_of<V>(io.d_out[0]);
    V* d_tail = static_cast<V*>(io.d_state);
    Work<V> w(s, io);
    for_each_stretch(s.clock, call, [&](int index, int64_t frame, int offset, int first, int) {
      if (offset || !io.d_in[0]) return;
      const double late = lateness(s, frame);
      for (int i = 0; i < 2 * w.h; ++i) {
        const int at = first + i;
        V y = V(0.f);
        if (i < len) y = (at < n ? g[at] : d_tail[at - n]) * V(window<V>(s, i, late));
        ((i & 1) ? w.odd : w.even)[i >> 1] = y;
      }
      w.fft->forward(w.even, w.odd, w.re, w.im);
      V* d_m = lanes_of<V>(io.d_in[0]) + static_cast<size_t>(index) * bands;
      for (int k = 1; k < w.h; ++k) {  // adjoint of inverse: twice the forward transform in the bins that have a mirror image
        const BinOf<V> b = w.bin[k];
        if (b.band < 0) continue;
        V x, y;
        random_pair<V>(s, io, frame, k, x, y);
        const V d = (w.re[k] * x + w.im[k] * y) * V(w.scale + w.scale);
        d_m[b.band + 1] += d * V(b.share);
        d_m[b.band] += d - d * V(b.share);
      }
    });
    V* carried = w.carried;  // gradient of the initial tail: played within this call, or still there at its end
    for (int i = 0; i < len; ++i) carried[i] = i < n ? g[i] : d_tail[i - n];
    for (int i = 0; i < len; ++i) d_tail[i] = carried[i];
  }

 private:
  template <class V>
  struct Work {
    const RealFftKernel<Scalar<V>>* fft;
    const BinOf<V>* bin;
    V *even, *odd, *re, *im, *carried;
    int h;
    Scalar<V> scale;  // bins to samples: uniform numbers have a variance of 1/3 each; the sum of squared windows is overlap / 2
    Work(const Setup& s, const Io<Scalar<V>>& io) {
      const int n = fft_size(s), p = part(s);
      fft = static_cast<const RealFftKernel<Scalar<V>>*>(io.constants);
      bin = bins_of<V>(s, io.constants);
      even = static_cast<V*>(io.scratch);
      odd = even + p, re = odd + p, im = re + p, carried = im + p;
      h = n / 2;
      const double overlap = s.settings.get("overlap");
      scale = static_cast<Scalar<V>>(std::sqrt(static_cast<double>(s.clock.rate_hz) / n * 0.5 * 1.5 / (overlap * 0.5)));
    }
  };

  // How far the frame's first sample lies behind its exact time, in samples.
  static double lateness(const Setup& s, int64_t frame) {
    const int64_t whole = s.clock.start(frame) * s.clock.hop_den, exact = frame * s.clock.hop_num * s.clock.rate_hz;
    return static_cast<double>(whole - exact) / static_cast<double>(s.clock.hop_den);
  }
  template <class V> static Scalar<V> window(const Setup& s, int i, double late) {
    const double t = (i + late) / stretch(s);
    return static_cast<Scalar<V>>(t < 1 ? sin_cycles(static_cast<Scalar<V>>(0.5 * t)) : 0);
  }
  template <class V>
  static PARTIALS_INLINE void random_pair(const Setup& s, const Io<Scalar<V>>& io, int64_t frame, int k, V& x, V& y) {
    for (int l = 0; l < kWidth<V>; ++l) {
      const uint64_t r = random_bits(stream_key(io.lane_seed[l], s.node_key), (static_cast<uint64_t>(frame) << 16) + static_cast<uint64_t>(k));
      set_lane(x, l, static_cast<float>(static_cast<int32_t>(r)) * (1.f / 2147483648.f));
      set_lane(y, l, static_cast<float>(static_cast<int32_t>(r >> 32)) * (1.f / 2147483648.f));
    }
  }
};

PARTIALS_END
