// SPDX-License-Identifier: MIT
// Memory layout of the harmonic bank: state, its gradient, tape and scratch, each one block cut into
// arrays.
#pragma once
#include "base/kernel.h"
#include "dsp/bank_frame.h"

PARTIALS_BEGIN

// Cuts arrays from a block of memory, or, from null, computes the size of the block.
struct Carver {
  char* at;
  template <class T>
  T* take(size_t n, size_t align = alignof(T)) {
    at += (align - reinterpret_cast<size_t>(at) % align) % align;
    T* p = reinterpret_cast<T*>(at);
    at += n * sizeof(T);
    return p;
  }
  size_t bytes() const { return reinterpret_cast<size_t>(at); }
};

struct BankSize {
  int partials;     // channels of the amplitudes
  int oscillators;  // 1, or one a partial where stretched
  bool stretched;
  bool deviated;  // samples of f0 are wired
  int frame;      // samples of the longest one
  explicit BankSize(const Setup& s)
      : partials(s.in_channels[1]),
        oscillators(s.in_channels[2] ? partials : 1),
        stretched(s.in_channels[2] > 0),
        deviated(s.in_channels[3] > 0),
        frame(s.clock.max_length()) {}
};

// At the start of the frame in force. Numbers first, in this order, so that the gradient of the state has the
// same shape.
template <class V>
struct BankState {
  V* amplitude;    // [partials] after the fade below the band's end
  V* f0;           // [1] Hz
  V* stretch;      // [1]
  double* phase;   // [oscillators][lanes] cycles, -0.5 .. 0.5
  double* extra;   // [lanes] cycles that the deviation has added to the fundamental since the frame's start
  V* rest;         // [kChunk] the chunk in force, of which a call may have played a part
  int32_t* ready;  // samples of it that no later deviation changes
  int32_t* begun;  // 0 before the first frame, which starts at its own f0

  BankState(const BankSize& n, Carver c)
      : amplitude(c.take<V>(n.partials)),
        f0(c.take<V>(1)),
        stretch(c.take<V>(1)),
        phase(c.take<double>(static_cast<size_t>(n.oscillators) * kWidth<V>)),
        extra(c.take<double>(kWidth<V>)),
        rest(c.take<V>(kChunk<V> + (n.deviated ? kOverrun<V> : 0))),
        ready(c.take<int32_t>(1)),
        begun(c.take<int32_t>(1)),
        bytes(c.bytes()) {}
  size_t bytes;
};

template <class V>
struct BankStateGradient {
  V *amplitude, *f0, *stretch, *phase;
  BankStateGradient(const BankSize& n, V* d)
      : amplitude(d), f0(d + n.partials), stretch(f0 + 1), phase(stretch + 1) {}
  static size_t count(const BankSize& n) { return static_cast<size_t>(n.partials) + 2 + n.oscillators; }
};

template <class V>
struct BankTape {  // the state at the start of the call, and the phases at the start of every frame
  V *amplitude, *f0, *stretch;
  int32_t* begun;
  double* extra;  // [lanes]
  double* phase;  // [frames + 1][oscillators][lanes]
  BankTape(const BankSize& n, int frames, Carver c)
      : amplitude(c.take<V>(n.partials)),
        f0(c.take<V>(1)),
        stretch(c.take<V>(1)),
        begun(c.take<int32_t>(1)),
        extra(c.take<double>(kWidth<V>)),
        phase(c.take<double>(static_cast<size_t>(frames + 1) * n.oscillators * kWidth<V>)),
        bytes(c.bytes()) {}
  size_t bytes;
};

template <class V>
struct BankScratch {
  V *amplitude, *slope, *before, *chunk;
  double *step, *bend;
  uint32_t* turns;
  double *extra, *ratio;  // as in BankFrame
  V* each;                // [frame] as in BankGradient
  BankGradient<V> d;
  Scalar<V>* d_end;  // of all gradient sums, which stand together
  BankScratch(const BankSize& n, bool reverse, Carver c) {
    const size_t k = n.partials + kPad, o = static_cast<size_t>(n.oscillators) * kWidth<V>;
    const size_t sums = n.oscillators + kPad;
    const size_t turn_rows = n.stretched && 3 * k > kChunk<V> ? 3 * k : kChunk<V>;
    amplitude = c.take<V>(k, 64);
    slope = c.take<V>(k, 64);
    before = c.take<V>(k, 64);
    chunk = c.take<V>(kChunk<V>, 64);
    step = c.take<double>(o, 64);
    bend = c.take<double>(o, 64);
    turns = c.take<uint32_t>(turn_rows * kWidth<V>, 64);
    extra = c.take<double>(n.deviated ? static_cast<size_t>(kChunk<V> + kOverrun<V>) * kWidth<V> : 0, 64);
    ratio = c.take<double>(n.deviated && n.stretched ? o + kPad : 0, 64);
    if (reverse) {
      each = c.take<V>(n.deviated ? n.frame + 2 * kChunk<V> : 0, 64);
      d.amplitude = c.take<Scalar<V>>(k * kSpread<V>, 64);
      d.slope = c.take<Scalar<V>>(k * kSpread<V>);
      d.phase = c.take<Scalar<V>>(sums * kSpread<V>);
      d.step = c.take<Scalar<V>>(sums * kSpread<V>);
      d.bend = c.take<Scalar<V>>(sums * kSpread<V>);
      d.ratio = c.take<Scalar<V>>(n.deviated && n.stretched ? sums * kSpread<V> : 0);
      d.each = nullptr;
      d_end = c.take<Scalar<V>>(0);
    }
    bytes = c.bytes();
  }
  size_t bytes;
};

PARTIALS_END
