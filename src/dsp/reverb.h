// SPDX-License-Identifier: MIT
// Reverb<Ir>: dry sound times the weight `dry`, plus the sound convolved with an impulse response that Ir
// makes of its weights at the reference rate (dsp/impulse_resample.h converts it to the playing rate), with a
// level that a player may change (dsp/wet_gain.h):
//   y = dry x + 10^(wet_gain_db / 20) (h * x). No latency. Ir gives
//   kSettings with "ir_s" and WetGain::kControl, kId, kSummary;
//   static void describe(const Setup&, Spec&, int taps);    adds weights
//   template <class T> static void make(const Setup&, const T* weights, T* h, int taps);
//   template <class T> static void add_gradient(const Setup&, const T* weights, const T* h, const T* d_h,
//                                             int taps, T* d_weights);
// New weights take effect at the next reset; the transform of the response is then computed within the first
// call.
#pragma once
#include "dsp/convolver.h"
#include "dsp/convolver_backward.h"
#include "dsp/impulse_resample.h"
#include "dsp/wet_gain.h"

PARTIALS_BEGIN

template <class Ir>
struct Reverb {
  static constexpr Info kInfo{Ir::kId, 1, Ir::kSummary, Ir::kSettings,
                              static_cast<int>(sizeof(Ir::kSettings) / sizeof(Ir::kSettings[0]))};

  static int learned_taps(const Setup& s) {
    const int n = ResampleSize(s).learned_taps_of(s.settings.get("ir_s"));
    return n < 1 ? 1 : n;
  }
  static ConvolverSize size(const Setup& s) {
    return ConvolverSize(ResampleSize(s).taps_of(s.settings.get("ir_s")));
  }

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"in", Rate::sample, 1});
    WetGain::describe(spec);
    spec.add_out({"out", Rate::sample, 1});
    spec.add_weight({"dry", 1, 1, Init::one, 1, 0, 4});
    Ir::describe(s, spec, learned_taps(s));
    spec.tail_s = static_cast<double>(size(s).taps) / static_cast<double>(s.clock.rate_hz);
  }

  static size_t round64(size_t n) { return (n + 63) & ~size_t{63}; }
  template <class V>
  static size_t constant_bytes(const Setup& s) {
    return round64(ConvolverSize::constant_bytes<Scalar<V>>()) +
           sizeof(Scalar<V>) * ResampleSize(s).coefficients();
  }
  template <class V>
  static Scalar<V>* resample_table(const void* constants) {
    return reinterpret_cast<Scalar<V>*>(static_cast<char*>(const_cast<void*>(constants)) +
                                        round64(ConvolverSize::constant_bytes<Scalar<V>>()));
  }
  template <class V>
  static void prepare(const Setup& s, void* constants) {
    ConvolverSize::prepare<Scalar<V>>(constants);
    ImpulseResample<Scalar<V>>::prepare(ResampleSize(s), resample_table<V>(constants));
  }
  template <class V>
  static size_t state_bytes(const Setup& s) {
    return Convolver<V>::state_bytes(size(s)) + WetGain::state_bytes<V>(s);
  }
  template <class V>
  static size_t d_state_bytes(const Setup& s) {
    return sizeof(V) * size(s).taps + WetGain::d_state_bytes<V>(s);
  }
  template <class V>
  static size_t tape_bytes(const Setup& s, int, int samples) {
    return sizeof(V) * size(s).taps + WetGain::tape_bytes<V>(s, samples);
  }
  template <class V>
  static size_t scratch_bytes(const Setup& s, int frames, int samples) {
    const size_t back = ConvolverBackward<V>(size(s), samples, nullptr, nullptr).bytes(),
                 play = Convolver<V>::scratch_bytes(size(s));
    return WetGain::scratch_bytes<V>(s, frames, samples) + round64(back > play ? back : play) +
           2 * sizeof(Scalar<V>) * (learned_taps(s) + size(s).taps);
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const ConvolverSize z = size(s);
    Convolver<V> convolver(z, io.constants, io.state);
    if (convolver.position() == 0) {
      char* scratch = free_scratch<V>(s, call, io);
      Scalar<V>* learned = reinterpret_cast<Scalar<V>*>(scratch + round64(Convolver<V>::scratch_bytes(z)));
      Scalar<V>* h = learned + learned_taps(s);
      response<V>(s, io, learned, h);
      convolver.set_response(h, reinterpret_cast<Scalar<V>*>(scratch));
    }
    if (io.tape) convolver.copy_history(static_cast<V*>(io.tape), z.taps);
    if (WetGain::used(s)) return turned(s, call, io, convolver);
    const V* in = lanes_of<V>(io.in[0]);
    V* out = lanes_of<V>(io.out[0]);
    for (int i = 0; i < call.samples; ++i) out[i] = V(io.weights[0]) * in[i];
    convolver.process(in, out, call.samples);
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    using T = Scalar<V>;
    const ConvolverSize z = size(s);
    const int n = learned_taps(s);
    char* scratch = free_scratch<V>(s, call, io);
    ConvolverBackward<V> back(z, call.samples, io.constants, scratch);
    T* learned = reinterpret_cast<T*>(scratch + round64(back.bytes()));
    T *h = learned + n, *d_learned = h + z.taps, *d_h = d_learned + n;
    response<V>(s, io, learned, h);
    for (int i = 0; i < n; ++i) d_learned[i] = T(0);
    for (int i = 0; i < z.taps; ++i) d_h[i] = T(0);
    const V *g = lanes_of<V>(io.d_out[0]), *in = lanes_of<V>(io.in[0]);
    V *d_in = io.d_in[0] ? lanes_of<V>(io.d_in[0]) : nullptr, *d_state = static_cast<V*>(io.d_state);
    const V* g_wet = WetGain::used(s) ? turned_back<V>(s, call, io, d_state + z.taps) : g;
    back.run(h, static_cast<const V*>(io.tape), in, g_wet, d_state, d_in, io.d_weights ? d_h : nullptr);
    if (d_in)
      for (int i = 0; i < call.samples; ++i) d_in[i] += V(io.weights[0]) * g[i];
    if (!io.d_weights) return;
    V d_dry = V(T(0));
    for (int i = 0; i < call.samples; ++i) d_dry += g[i] * in[i];
    io.d_weights[0] += sum(d_dry);
    resampler<V>(s, io).add_transposed(d_h, z.taps, d_learned, n);
    Ir::template add_gradient<T>(s, io.weights + 1, learned, d_learned, n, io.d_weights + 1);
  }

 private:
  // The scratch begins with the wet gain's part.
  template <class V>
  static char* free_scratch(const Setup& s, const Call& call, const Io<Scalar<V>>& io) {
    return static_cast<char*>(io.scratch) + WetGain::scratch_bytes<V>(s, call.frames, call.samples);
  }
  template <class V>
  static WetGain::Memory<V> gain_memory(const Setup& s, const Call& call, const Io<Scalar<V>>& io) {
    return {call, io.scratch, io.tape ? static_cast<V*>(io.tape) + size(s).taps : nullptr};
  }

  // Frame by frame, because a neutral gain must equal no gain, bit for bit: dry first, then the wet sound is
  // added.
  template <class V>
  static void turned(const Setup& s, const Call& call, const Io<Scalar<V>>& io,
                     Convolver<V>& convolver) noexcept {
    const WetGain::Memory<V> m = gain_memory<V>(s, call, io);
    WetGain::forward<V>(s, call, io, static_cast<char*>(io.state) + Convolver<V>::state_bytes(size(s)), m);
    const V dry = V(io.weights[0]);
    for_each_stretch(s.clock, call, [&](int index, int64_t, int, int first, int n) {
      const V* x = lanes_of<V>(io.in[0]) + first;
      V* y = lanes_of<V>(io.out[0]) + first;
      const bool rests = m.rests(index, first);
      for (int i = 0; i < n; ++i) y[i] = rests ? dry * x[i] : V(0.f);
      convolver.process(x, y, n);
      if (rests) return;
      for (int i = 0; m.wet && i < n; ++i) m.wet[first + i] = y[i];
      for (int i = 0; i < n; ++i) y[i] = dry * x[i] + m.gain[first + i] * y[i];
    });
  }
  // The gradient of the wet sound before its gain; passes on that of the gain.
  template <class V>
  static const V* turned_back(const Setup& s, const Call& call, const Io<Scalar<V>>& io,
                              void* d_gain_state) noexcept {
    const WetGain::Memory<V> m = gain_memory<V>(s, call, io);
    const V* g = lanes_of<V>(io.d_out[0]);
    for (int i = 0; i < call.samples; ++i) {
      m.d_wet[i] = g[i] * m.gain[i];
      m.d_gain[i] = g[i] * m.wet[i];
    }
    WetGain::backward<V>(s, call, io, d_gain_state, m);
    return m.d_wet;
  }

  template <class V>
  static ImpulseResample<Scalar<V>> resampler(const Setup& s, const Io<Scalar<V>>& io) {
    return {ResampleSize(s), resample_table<V>(io.constants)};
  }
  template <class V>
  static void response(const Setup& s, const Io<Scalar<V>>& io, Scalar<V>* learned, Scalar<V>* h) {
    const int n = learned_taps(s);
    Ir::template make<Scalar<V>>(s, io.weights + 1, learned, n);
    resampler<V>(s, io).apply(learned, n, h, size(s).taps);
  }
};

PARTIALS_END
