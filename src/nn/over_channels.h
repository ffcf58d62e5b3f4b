// SPDX-License-Identifier: MIT
// over_channels<V>(n, f) calls f.operator()<T>(i) for the numbers 0 .. n of one frame, T at a time. For lanes
// and doubles T is V. For floats, one voice, neighbouring channels fill a register: T is Lanes<16>, 8 and 4
// as far as they go, then float. The type for a channel depends only on n, never on the number of frames in a
// call.
#pragma once
#include "base/registers.h"

PARTIALS_BEGIN

template <int N, class F>
PARTIALS_INLINE void over_registers(int i, int n, F&& f) {
  for (; i + N <= n; i += N) f.template operator()<Lanes<N>>(i);
  if constexpr (N > 4)
    over_registers<N / 2>(i, n, f);
  else
    for (; i < n; ++i) f.template operator()<float>(i);
}

template <class V, class F>
PARTIALS_INLINE void over_channels(int n, F&& f) {
  if constexpr (__is_same(V, float))
    over_registers<kNativeWidth>(0, n, f);
  else
    for (int i = 0; i < n; ++i) f.template operator()<V>(i);
}

// The T at p, a place among V.
template <class T, class V>
PARTIALS_INLINE T get(const V* p) {
  if constexpr (__is_same(T, V))
    return *p;
  else
    return load_unaligned<T>(p);
}
template <class T, class V>
PARTIALS_INLINE void put(V* p, const T& x) {
  if constexpr (__is_same(T, V))
    *p = x;
  else
    store_unaligned<T>(p, x);
}

PARTIALS_END
