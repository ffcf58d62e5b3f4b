// SPDX-License-Identifier: MIT
// kernel_set<P>() turns a processor P, written once as templates over the lane type V, into the table of
// plain functions that the plan calls. P gives
//   static constexpr Info kInfo;                                  static void describe(const Setup&, Spec&);
//   template <class V> static void forward(const Setup&, const Call&, const Io<Scalar<V>>&) noexcept;
//   and backward
// and, where it needs them (the defaults are none, zero or clearing):
//   template <class V> static size_t constant_bytes / state_bytes / d_state_bytes(const Setup&);
//   template <class V> static size_t tape_bytes / scratch_bytes(const Setup&, int frames, int samples);
//   template <class V> static void prepare(const Setup&, void* constants);
//   template <class V> static void reset(const Setup&, const void* constants, void* state);
//   template <class V> static int state_values(const Setup&);
//   template <class V> static size_t packed_bytes(const Setup&);
//   template <class V> static bool pack(const Setup&, const Scalar<V>* weights, void* packed);
#pragma once
#include <cstring>

#include "base/lanes.h"
#include "base/processor.h"

PARTIALS_BEGIN

template <class P, class V>
struct KernelOf {
  using S = Scalar<V>;
  static size_t constant_bytes(const Setup& s) {
    if constexpr (requires { P::template constant_bytes<V>(s); }) return P::template constant_bytes<V>(s);
    return 0;
  }
  static size_t state_bytes(const Setup& s) {
    if constexpr (requires { P::template state_bytes<V>(s); }) return P::template state_bytes<V>(s);
    return 0;
  }
  static size_t d_state_bytes(const Setup& s) {
    if constexpr (requires { P::template d_state_bytes<V>(s); }) return P::template d_state_bytes<V>(s);
    return static_cast<size_t>(state_values(s)) * sizeof(V);
  }
  static size_t tape_bytes(const Setup& s, int frames, int samples) {
    if constexpr (requires { P::template tape_bytes<V>(s, frames, samples); })
      return P::template tape_bytes<V>(s, frames, samples);
    return 0;
  }
  static size_t scratch_bytes(const Setup& s, int frames, int samples) {
    if constexpr (requires { P::template scratch_bytes<V>(s, frames, samples); })
      return P::template scratch_bytes<V>(s, frames, samples);
    return 0;
  }
  static void prepare(const Setup& s, void* constants) {
    if constexpr (requires { P::template prepare<V>(s, constants); }) P::template prepare<V>(s, constants);
  }
  static void reset(const Setup& s, const void* constants, void* state) {
    if constexpr (requires { P::template reset<V>(s, constants, state); })
      P::template reset<V>(s, constants, state);
    else if (const size_t n = state_bytes(s))
      std::memset(state, 0, n);
  }
  static int state_values(const Setup& s) {
    if constexpr (requires { P::template state_values<V>(s); }) return P::template state_values<V>(s);
    return 0;
  }
  static size_t packed_bytes(const Setup& s) {
    if constexpr (requires { P::template packed_bytes<V>(s); }) return P::template packed_bytes<V>(s);
    return 0;
  }
  static bool pack(const Setup& s, const S* weights, void* packed) {
    if constexpr (requires { P::template pack<V>(s, weights, packed); })
      return P::template pack<V>(s, weights, packed);
    return false;
  }
  static void forward(const Setup& s, const Call& c, const Io<S>& io) noexcept {
    P::template forward<V>(s, c, io);
  }
  static void backward(const Setup& s, const Call& c, const Io<S>& io) noexcept {
    P::template backward<V>(s, c, io);
  }

  static constexpr Kernel<S> table() {
    return {kWidth<V>, constant_bytes, state_bytes, d_state_bytes, tape_bytes,   scratch_bytes, prepare,
            reset,     forward,        backward,    state_values,  packed_bytes, pack};
  }
};

template <class P>
constexpr KernelSet kernel_set() {
  KernelSet set{P::kInfo, P::describe, {}, {}, {}, {}};
  set.w1 = KernelOf<P, float>::table();
  set.w8 = KernelOf<P, Lanes<8>>::table();
  set.w16 = KernelOf<P, Lanes<16>>::table();
#ifdef PARTIALS_ISA_base
  set.reference = KernelOf<P, double>::table();
#endif
  return set;
}

// Views of a call's buffers as lanes.
template <class V>
PARTIALS_INLINE const V* lanes_of(const Scalar<V>* p) {
  return reinterpret_cast<const V*>(p);
}
template <class V>
PARTIALS_INLINE V* lanes_of(Scalar<V>* p) {
  return reinterpret_cast<V*>(p);
}

PARTIALS_END
