// SPDX-License-Identifier: MIT
// Loss terms over short-time spectra (learn/loss_term.h), forward and backward in one walk over the frames:
// window, transform, compare, and at once back through transform and window into d_pred. One frame per lane;
// nothing is kept between frames. Kinks: a magnitude of 0 (rounded below 1e-15), and equal magnitudes, where
// the gradient is 0.
#pragma once
#include "base/math.h"
#include "base/real_fft.h"
#include "learn/loss_term.h"

PARTIALS_BEGIN

template <class V>
class SpectralLoss {
  using S = Scalar<V>;
  // what one register of this instruction set holds of a V
  using N = typename FftKernel<S>::template Native<V>::Type;
  static constexpr int W = kWidth<V>;
  // logarithms this close are equal up to rounding
  static constexpr S kEqual = S(sizeof(S) == 4 ? 1e-6 : 0);

 public:
  static size_t work_bytes(const LossTerm& t) { return Work(t, nullptr).size; }
  static size_t stored_bytes(const LossTerm& t) {
    return t.bands ? (static_cast<size_t>(t.frames()) * t.bands + 1) * sizeof(V)
                   : static_cast<size_t>(t.frames()) * t.bins() * sizeof(V);
  }
  static void prepare(const LossTerm& t, void* work) {
    const Work w(t, work);
    for (int i = 0; i < t.window; ++i)
      w.hann[i] = static_cast<S>(0.5 - 0.5 * std::cos(kTwoPi * i / t.window));
    RealFftKernel<S>::prepare(w.fft, t.window);
    if (!t.bands) return;
    size_t n = 0;
    for (int b = 0; b < t.bands; ++b)
      for (int k = 0; k < t.count[b]; ++k, ++n) w.band_weights[n] = static_cast<S>(t.weights[n]);
  }

  static void analyse_target(const LossTerm& t, void* work, const S* target, void* stored) {
    const Work w(t, work);
    V* out = static_cast<V*>(stored);
    V peak = V(S(0));
    for (int f = 0; f < t.frames(); ++f) {
      transform(t, w, target, f, w.re, w.im);
      if (!t.bands) {
        V* s = out + static_cast<size_t>(f) * t.bins();
        for (int k = 0; k < t.bins(); ++k) s[k] = sqrt_of(w.re[k] * w.re[k] + w.im[k] * w.im[k]);
      } else {
        V* p = out + static_cast<size_t>(f) * t.bands;
        band_powers(t, w, p);
        for (int b = 0; b < t.bands; ++b) peak = max_of(peak, p[b]);
      }
    }
    if (t.bands)
      out[static_cast<size_t>(t.frames()) * t.bands] =
          max_of(peak * V(S(t.range_power)), V(S(t.floor_power)));
  }

  static double value_and_gradient(const LossTerm& t, void* work, const S* pred, const S* target,
                                   const void* stored, const S* lane_weights, S* d_pred) {
    const Work w(t, work);
    V weight;
    for (int l = 0; l < W; ++l) set_lane(weight, l, lane_weights[l]);
    weight = weight * V(S(1.0 / (static_cast<double>(W) * t.frames() * (t.bands ? t.bands : t.compared()))));
    double value = 0;
    for (int f = 0; f < t.frames(); ++f) {
      transform(t, w, pred, f, w.re, w.im);
      if (t.bands) {
        const V* p = static_cast<const V*>(stored);
        value += compare_bands(t, w, p + static_cast<size_t>(f) * t.bands,
                               p[static_cast<size_t>(t.frames()) * t.bands], weight);
      } else if (stored) {
        value += compare_bins<false>(t, w, static_cast<const V*>(stored) + static_cast<size_t>(f) * t.bins(),
                                     nullptr, weight);
      } else {
        transform(t, w, target, f, w.target_re, w.target_im);
        value += compare_bins<true>(t, w, w.target_re, w.target_im, weight);
      }
      if (d_pred) back(t, w, f, d_pred);
    }
    return value;
  }

  static constexpr LossKernel<S> kernel() {
    return {W, work_bytes, stored_bytes, prepare, analyse_target, value_and_gradient};
  }

 private:
  // The parts of the work memory, a cache line apart from multiples of 4 KiB.
  struct Work {
    void* fft;
    S *hann, *band_weights;
    V *even, *odd, *re, *im, *target_re, *target_im, *d_bins;
    size_t size = 0;
    Work(const LossTerm& t, void* base) {
      char* at = static_cast<char*>(base);
      auto take = [&](size_t bytes) {
        char* p = at + size;
        size += ((bytes + 63) & ~size_t{63}) + 64 * 5;
        return static_cast<void*>(p);
      };
      size_t n = 0;
      for (int b = 0; b < t.bands; ++b) n += static_cast<size_t>(t.count[b]);
      const size_t half = sizeof(V) * (t.window / 2), bins = sizeof(V) * t.bins();
      fft = take(RealFftKernel<S>::bytes(t.window));
      hann = static_cast<S*>(take(sizeof(S) * t.window));
      band_weights = static_cast<S*>(take(sizeof(S) * n));
      even = static_cast<V*>(take(half));
      odd = static_cast<V*>(take(half));
      re = static_cast<V*>(take(bins));
      im = static_cast<V*>(take(bins));
      target_re = static_cast<V*>(take(t.bands ? 0 : bins));
      target_im = static_cast<V*>(take(t.bands ? 0 : bins));
      d_bins = static_cast<V*>(take(t.bands ? bins : 0));
    }
  };

  // Signals may lie anywhere in memory; work memory is aligned.
  static void transform(const LossTerm& t, const Work& w, const S* x, int frame, V* re, V* im) {
    const S* from = x + static_cast<size_t>(frame) * t.hop * W;
    const int left = t.samples - frame * t.hop, n = left < t.window ? left : t.window;
    for (int i = 0; i < n / 2; ++i) {
      w.even[i] = load_unaligned<V>(from + static_cast<size_t>(2 * i) * W) * V(w.hann[2 * i]);
      w.odd[i] = load_unaligned<V>(from + static_cast<size_t>(2 * i + 1) * W) * V(w.hann[2 * i + 1]);
    }
    for (int i = n / 2; i < t.window / 2; ++i) w.even[i] = w.odd[i] = V(S(0));
    if (n % 2) w.even[n / 2] = load_unaligned<V>(from + static_cast<size_t>(n - 1) * W) * V(w.hann[n - 1]);
    static_cast<const RealFftKernel<S>*>(w.fft)->forward(w.even, w.odd, re, im);
  }

  // From the gradient of the bins (inner ones halved) in w.re, w.im to d_pred.
  static void back(const LossTerm& t, const Work& w, int frame, S* d_pred) {
    static_cast<const RealFftKernel<S>*>(w.fft)->inverse(w.re, w.im, w.even, w.odd);
    S* to = d_pred + static_cast<size_t>(frame) * t.hop * W;
    const int left = t.samples - frame * t.hop, n = left < t.window ? left : t.window;
    auto add = [&](int i, const V& x) {
      S* at = to + static_cast<size_t>(i) * W;
      store_unaligned<V>(at, load_unaligned<V>(at) + x * V(w.hann[i]));
    };
    for (int i = 0; i < n / 2; ++i) {
      add(2 * i, w.even[i]);
      add(2 * i + 1, w.odd[i]);
    }
    if (n % 2) add(n - 1, w.even[n / 2]);
  }

  template <class X>
  struct Sums {
    X linear, log;
  };

  // One bin: re, im become the gradient (times share). target_im is null where target_re holds magnitudes.
  template <bool OnTheFly, class X>
  static PARTIALS_INLINE void bin(const LossTerm& t, X& re, X& im, const X& a, const X& b, const X& linear,
                                  const X& log, Sums<X>& sums) {
    const X tiny = X(S(1e-30)), eps2 = X(S(t.log_eps * t.log_eps)), one = X(S(1)), zero = X(S(0));
    const X target_power = OnTheFly ? a * a + b * b : a * a;
    const X target = OnTheFly ? sqrt_of(target_power) : a;
    const X power = re * re + im * im;
    const X s = sqrt_of(max_of(power, tiny));
    const X r = one / s;
    const X difference = s - target;
    const auto heard = power > eps2;
    const X ratio = max_of(target_power, eps2) * select(heard, r * r, X(S(1 / (t.log_eps * t.log_eps))));
    const X log_ratio = log_of(ratio) * X(S(0.5));
    sums.linear += abs_of(difference);
    sums.log += abs_of(log_ratio);
    X slope = select(difference > zero, linear, select(difference < zero, -linear, zero));
    slope += select(heard, select(log_ratio < X(-kEqual), log, select(log_ratio > X(kEqual), -log, zero)) * r,
                    zero);
    const X g = slope * r;
    re = re * g;
    im = im * g;
  }

  // Bins from..to-1 of all lanes, register by register.
  template <bool OnTheFly, class X>
  static void some_bins(const LossTerm& t, const Work& w, const V* a, const V* b, const V& weight,
                        size_t from, size_t to, S share, double& value) {
    S* re = reinterpret_cast<S*>(w.re);
    S* im = reinterpret_cast<S*>(w.im);
    constexpr int kX = kWidth<X>;
    const S* first = reinterpret_cast<const S*>(a);
    const S* second = reinterpret_cast<const S*>(b);
    for (int part = 0; part < (W > 1 ? W / kX : 1); ++part) {  // one lane alone: X is a run of bins
      X lane_weight;
      for (int i = 0; i < kX; ++i)
        set_lane(lane_weight, i, W > 1 ? lane(weight, (part * kX + i) % W) : lane(weight, 0));
      const X linear = lane_weight * X(share * S(t.linear)), log = lane_weight * X(share * S(t.log));
      Sums<X> sums{X(S(0)), X(S(0))};
      constexpr size_t kStride = W > 1 ? W : kX;
      for (size_t i = from * W + part * kX; i + kX <= to * W; i += kStride) {
        X x = load_unaligned<X>(re + i), y = load_unaligned<X>(im + i);
        bin<OnTheFly, X>(t, x, y, load_unaligned<X>(first + i),
                         OnTheFly ? load_unaligned<X>(second + i) : X(S(0)), linear, log, sums);
        store_unaligned<X>(re + i, x);
        store_unaligned<X>(im + i, y);
      }
      value +=
          static_cast<double>(sum(lane_weight * (sums.linear * X(S(t.linear)) + sums.log * X(S(t.log)))));
    }
  }

  template <bool OnTheFly>
  static double compare_bins(const LossTerm& t, const Work& w, const V* a, const V* b, const V& weight) {
    const size_t half = static_cast<size_t>(t.window / 2), compared = static_cast<size_t>(t.compared());
    const size_t h = compared < half ? compared : half;
    double value = 0;
    some_bins<OnTheFly, N>(t, w, a, b, weight, 0, 1, S(1), value);
    if (compared > half) some_bins<OnTheFly, N>(t, w, a, b, weight, half, half + 1, S(1), value);
    for (size_t k = compared; k <= half; ++k) w.re[k] = w.im[k] = V(S(0));
    size_t from = 1;
    if constexpr (sizeof(V) == 4) {
      const size_t whole = (h - 1) / kNativeWidth * kNativeWidth;
      some_bins<OnTheFly, Lanes<kNativeWidth>>(t, w, a, b, weight, 1, 1 + whole, S(0.5), value);
      from += whole;
    }
    some_bins<OnTheFly, N>(t, w, a, b, weight, from, h, S(0.5), value);
    return value;
  }

  static void band_powers(const LossTerm& t, const Work& w, V* out) {
    const S* weight = w.band_weights;
    for (int b = 0; b < t.bands; ++b) {
      V p = V(S(0));
      for (int k = t.first[b]; k < t.first[b] + t.count[b]; ++k)
        p += (w.re[k] * w.re[k] + w.im[k] * w.im[k]) * V(*weight++);
      out[b] = p;
    }
  }

  static double compare_bands(const LossTerm& t, const Work& w, const V* target, const V& floor,
                              const V& lane_weight) {
    const V zero = V(S(0)), db = V(S(10 / 2.302585092994046)) * V(S(t.log));
    const S* weights = w.band_weights;
    for (int k = 0; k < t.bins(); ++k) w.d_bins[k] = zero;
    V total = zero;
    for (int b = 0; b < t.bands; ++b) {
      const S* weight = weights;
      V p = zero;
      for (int k = t.first[b]; k < t.first[b] + t.count[b]; ++k)
        p += (w.re[k] * w.re[k] + w.im[k] * w.im[k]) * V(*weight++);
      const V inverse = V(S(1)) / (p + floor);
      const V log_ratio = log_of((target[b] + floor) * inverse);
      total += abs_of(log_ratio);
      const V sign = select(log_ratio < V(-kEqual), V(S(1)), select(log_ratio > V(kEqual), V(S(-1)), zero));
      // times 2 for the square, halved for the adjoint transform
      const V slope = sign * inverse * db * lane_weight;
      for (int k = t.first[b]; k < t.first[b] + t.count[b]; ++k) w.d_bins[k] += slope * V(*weights++);
    }
    for (int k = 0; k < t.bins(); ++k) {
      w.re[k] = w.re[k] * w.d_bins[k];
      w.im[k] = w.im[k] * w.d_bins[k];
    }
    w.re[0] += w.re[0];
    w.re[t.bins() - 1] += w.re[t.bins() - 1];
    return static_cast<double>(sum(total * db * lane_weight));
  }
};

struct SpectralLossKernels {
  using Table = LossTable;
  static constexpr Table table() {
    Table t{SpectralLoss<float>::kernel(),
            SpectralLoss<Lanes<8>>::kernel(),
            SpectralLoss<Lanes<16>>::kernel(),
            {}};
#ifdef PARTIALS_ISA_base
    t.reference = SpectralLoss<double>::kernel();
#endif
    return t;
  }
};

PARTIALS_END
