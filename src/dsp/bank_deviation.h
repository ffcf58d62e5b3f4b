// SPDX-License-Identifier: MIT
// The deviation of f0: Hz added to it sample by sample, which is frequency modulation. It turns the
// fundamental by
//   extra[0] = 0,  extra[i + 1] = extra[i] + deviation_hz[i] / rate      cycles, i from the frame's start,
// and partial k by its ratio (of the frame's own stretch) times that. At the frame's end this becomes part of
// the oscillators' phases: phase never jumps, and a deviation of 0 changes nothing, bit for bit. Chunks are
// rendered ahead of the requested samples as if the deviation were 0; samples that it changes are rendered
// again. A sample depends on nothing after it, so blocks of any size give the same bits.
#pragma once
#include "dsp/bank_memory.h"

PARTIALS_BEGIN

template <class V>
struct BankDeviation {
  static constexpr int W = kWidth<V>;
  const V* hz;  // of the samples of the call that lie in the frame
  int offset;   // in the frame, of the first of them
  double per_rate;

  BankDeviation(const Setup& s, const V* in, int first, int frame_offset)
      : hz(in ? in + first : nullptr),
        offset(frame_offset),
        per_rate(1.0 / static_cast<double>(s.clock.rate_hz)) {}

  bool rests(int from, int to) const {  // samples of the frame
    const auto* x = reinterpret_cast<const Scalar<V>*>(hz + (from - offset));
    int moves = 0;
    for (int i = 0; i < (to - from) * W; ++i) moves |= x[i] != 0;
    return !moves;
  }

  // Adds samples [from, to) of the chunk at `begin` to the state. Returns the cycles to add to the chunk,
  // in `extra`, or null for none; rows before `from`, which have been played, and from `to` on are
  // constant.
  const double* follow(const BankState<V>& state, int begin, int from, int to, double* extra) const {
    const bool still = rests(begin + from, begin + to);
    bool none = still;
    for (int l = 0; l < W; ++l) none = none && state.extra[l] == 0;
    if (none) return nullptr;
    if (!still) {
      int moves = from + 1;
      while (rests(begin + moves - 1, begin + moves)) ++moves;
      if (*state.ready > moves) *state.ready = moves;
    }
    add_up(state.extra, begin, from, to, extra);
    return extra;
  }
  // Continues from `now`, [lanes].
  void add_up(double* now, int begin, int from, int to, double* extra) const {
    stand(now, 0, from, extra);
    for (int j = from; j < to; ++j)
      for (int l = 0; l < W; ++l) {
        extra[j * W + l] = now[l];
        now[l] += static_cast<double>(lane(hz[begin + j - offset], l)) * per_rate;
      }
    stand(now, to, kChunk<V> + kOverrun<V>, extra);
  }
  static void stand(const double* now, int from, int to, double* extra) {
    for (int j = from; j < to; ++j)
      for (int l = 0; l < W; ++l) extra[j * W + l] = now[l];
  }

  // `each`: gradients of the fundamental's phase at `count` samples; `after`: of what is added to it, past
  // the last of them.
  void fold(const V* each, int count, V after, V* d_hz) const {
    const V rate = V(static_cast<Scalar<V>>(per_rate));
    for (int i = count - 1; i >= 0; --i) {
      d_hz[i] += after * rate;
      after += each[i];
    }
  }
};

PARTIALS_END
