// SPDX-License-Identifier: MIT
// Bank of partials: y = sum over k of a_k(t) sin(2 pi integral of f_k), f_k = k f0 sqrt(1 + B k^2), sines
// from phase zero. f0 in Hz, a_k linear peak amplitudes, B the optional inharmonicity (Fletcher 1964; steel
// strings 1e-5 to 1e-2). Within frame n, amplitudes and frequencies move linearly from the values of frame n
// - 1 to those of frame n, reached at its end. The first frame starts from silence at its own f0. No partial
// is above the model's band or half the rate: amplitudes fade out linearly over the last 5 % below it,
// according to f_k at frames, and gradients go through that fade. The optional deviation_hz is added to f0
// sample by sample, and multiplied by k sqrt(1 + B k^2) for partial k (bank_deviation.h); the anti-aliasing
// fade ignores it, so the caller must keep all partials below half the rate. State: the last frame's values,
// and the phase of every oscillator in double (an hour later it is still exact).
#pragma once
#include "dsp/bank_deviation.h"
#include "dsp/bank_harmonic.h"
#include "dsp/bank_ramp.h"
#include "dsp/bank_scalar.h"
#include "dsp/bank_stretched.h"

PARTIALS_BEGIN

struct HarmonicBank {
  static constexpr Info kInfo{"harmonic_bank", 1, "bank of harmonic or stretched partials", nullptr, 0};
  static constexpr int kMaxPartials = 512;

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"f0_hz", Rate::frame, 1, false, false, 10, 8000});
    spec.add_in({"amplitudes", Rate::frame, 0, false, false, 0, 1});
    spec.add_in({"stretch", Rate::frame, 1, true, false, 0, 0.01});
    spec.add_in({"deviation_hz", Rate::sample, 1, true, false, -1000, 1000});
    spec.add_out({"out", Rate::sample, 1});
    if (s.in_channels[1] > kMaxPartials)
      spec.error = "more than 512 partials are wired to 'amplitudes'; use 512 or fewer.";
  }

  template <class V>
  static size_t state_bytes(const Setup& s) {
    return BankState<V>(BankSize(s), {nullptr}).bytes;
  }
  template <class V>
  static int state_values(const Setup& s) {
    const BankSize n(s);
    return n.partials + 2 + (sizeof(V) == sizeof(double) ? n.oscillators : 0);
  }
  template <class V>
  static size_t d_state_bytes(const Setup& s) {
    return BankStateGradient<V>::count(BankSize(s)) * sizeof(V);
  }
  template <class V>
  static size_t tape_bytes(const Setup& s, int frames, int) {
    return BankTape<V>(BankSize(s), frames, {nullptr}).bytes;
  }
  template <class V>
  static size_t scratch_bytes(const Setup& s, int, int) {
    return BankScratch<V>(BankSize(s), true, {nullptr}).bytes;
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const BankSize n(s);
    const BankState<V> state(n, {static_cast<char*>(io.state)});
    const BankScratch<V> scratch(n, false, {static_cast<char*>(io.scratch)});
    if (io.tape) start_tape<V>(n, call, io, state);
    for_each_stretch(s.clock, call, [&](int index, int64_t frame, int offset, int first, int count) {
      const BankRamp<V> ramp(s, n, io, index < 0 ? 0 : index, frame, state, offset == 0);
      if (io.tape) keep_phase<V>(n, call, io, index < 0 ? 0 : index, state);
      const BankDeviation<V> deviation(s, lanes_of<V>(io.in[3]), first, offset);
      V* out = lanes_of<V>(io.out[0]) + first;
      BankFrame<V> f;
      for (int i = offset; i < offset + count;) {
        const int begin = i / kChunk<V> * kChunk<V>, from = i - begin;
        const int to = in_chunk<V>(begin, offset + count);
        if (from == 0) *state.ready = 0;
        const double* extra = n.deviated ? deviation.follow(state, begin, from, to, scratch.extra) : nullptr;
        if (*state.ready < to) {
          if (!f.partials) f = ramp.frame(scratch, state.amplitude, state.phase, false);
          f.extra = extra;
          const int end = !kHasVectors || (extra && !deviation.rests(begin + to - 1, begin + to))
                              ? to
                              : in_chunk<V>(begin, ramp.length);
          render(n, f, begin, *state.ready, end, state.rest);
          *state.ready = end;
        }
        for (; i < begin + to; ++i) *out++ = state.rest[i - begin];
      }
      if (offset + count == ramp.length) ramp.finish(state, scratch, f.partials > 0);
    });
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const BankSize n(s);
    const BankTape<V> tape(n, call.frames, {static_cast<char*>(io.tape)});
    const BankScratch<V> scratch(n, true, {static_cast<char*>(io.scratch)});
    const BankStateGradient<V> after(n, static_cast<V*>(io.d_state));
    const int64_t start = s.clock.start(call.frame) + call.offset;
    for (int index = call.offset ? 0 : call.frames - 1; index >= 0; --index) {
      const int64_t frame = call.frame + index;
      const int offset = index ? 0 : call.offset;
      const int first = index ? static_cast<int>(s.clock.start(frame) - start) : 0;
      BankRamp<V> ramp(s, n, io, index, frame);
      const int left = ramp.length - offset, rest = call.samples - first, count = left < rest ? left : rest;
      ramp.recall(io, index, tape, scratch);
      BankFrame<V> f = ramp.frame(scratch, scratch.before,
                                  tape.phase + static_cast<size_t>(index) * n.oscillators * kWidth<V>, true);
      std::memset(scratch.d.amplitude, 0,
                  reinterpret_cast<char*>(scratch.d_end) - reinterpret_cast<char*>(scratch.d.amplitude));
      const BankDeviation<V> deviation(s, lanes_of<V>(io.in[3]), first, offset);
      const int first_chunk = offset / kChunk<V> * kChunk<V>;
      BankGradient<V> d = scratch.d;
      double extra[kWidth<V>];
      for (int l = 0; l < kWidth<V>; ++l) extra[l] = index ? 0 : tape.extra[l];
      for (int begin = first_chunk; begin < offset + count; begin += kChunk<V>) {
        if (n.deviated) {
          const int from = offset > begin ? offset - begin : 0, to = in_chunk<V>(begin, offset + count);
          deviation.add_up(extra, begin, from, to, scratch.extra);
          f.extra = scratch.extra;
          d.each = scratch.each + (begin - first_chunk);
        }
        for (int j = 0; j < kChunk<V>; ++j) {
          const int i = begin + j;
          scratch.chunk[j] =
              i >= offset && i < offset + count ? lanes_of<V>(io.d_out[0])[first + i - offset] : V(0.f);
        }
        reverse(n, f, begin, in_chunk<V>(begin, ramp.length), scratch.chunk, d);
      }
      if (n.deviated && io.d_in[3])
        deviation.fold(scratch.each + (offset - first_chunk), count, ramp.d_extra(after),
                       lanes_of<V>(io.d_in[3]) + first);
      ramp.fold(io, index, d, after, count == left, extra);
    }
    if (!call.offset && !*tape.begun) {  // the first frame replaced the one before it
      if (io.d_in[0]) *lanes_of<V>(io.d_in[0]) += *after.f0;
      if (n.stretched && io.d_in[2]) *lanes_of<V>(io.d_in[2]) += *after.stretch;
      *after.f0 = *after.stretch = V(0.f);
    }
  }

 private:
  // How much of the chunk lies before `end`.
  template <class V>
  static int in_chunk(int begin, int end) {
    return end - begin < kChunk<V> ? end - begin : kChunk<V>;
  }
  template <class V>
  static void render(const BankSize& n, const BankFrame<V>& f, int begin, int from, int to, V* out) {
    if constexpr (sizeof(Scalar<V>) == sizeof(double))
      n.stretched ? PlainBank<true>::render(f, begin, from, to, out)
                  : PlainBank<false>::render(f, begin, from, to, out);
    else if constexpr (!kHasVectors && __is_same(V, float))
      n.stretched ? StretchedKernel<V>::render(f, begin, from, to, out)
                  : ScalarBank::render(f, begin, from, to, out);
    else
      n.stretched ? StretchedKernel<V>::render(f, begin, from, to, out)
                  : HarmonicKernel<V>::render(f, begin, from, to, out);
  }
  template <class V>
  static void reverse(const BankSize& n, const BankFrame<V>& f, int first, int count, const V* d_out,
                      const BankGradient<V>& d) {
    if constexpr (sizeof(Scalar<V>) == sizeof(double))
      n.stretched ? PlainBank<true>::reverse(f, first, count, d_out, d)
                  : PlainBank<false>::reverse(f, first, count, d_out, d);
    else
      n.stretched ? StretchedKernel<V>::reverse(f, first, count, d_out, d)
                  : HarmonicKernel<V>::reverse(f, first, count, d_out, d);
  }
  template <class V>
  static void start_tape(const BankSize& n, const Call& call, const Io<Scalar<V>>& io,
                         const BankState<V>& state) {
    const BankTape<V> tape(n, call.frames, {static_cast<char*>(io.tape)});
    for (int k = 0; k < n.partials; ++k) tape.amplitude[k] = state.amplitude[k];
    *tape.f0 = *state.f0;
    *tape.stretch = *state.stretch;
    *tape.begun = *state.begun;
    for (int l = 0; l < kWidth<V>; ++l) tape.extra[l] = state.extra[l];
  }
  template <class V>
  static void keep_phase(const BankSize& n, const Call& call, const Io<Scalar<V>>& io, int index,
                         const BankState<V>& state) {
    const BankTape<V> tape(n, call.frames, {static_cast<char*>(io.tape)});
    const size_t count = static_cast<size_t>(n.oscillators) * kWidth<V>;
    std::memcpy(tape.phase + index * count, state.phase, count * sizeof(double));
  }
};

PARTIALS_END
