// SPDX-License-Identifier: MIT
// Counter-based random numbers: a value is a pure function of (key, counter), never of order, lane or block,
// so training and playing draw the same noise and threads cannot change a result. The mixer is the finaliser
// of SplitMix64 (Steele, Lea and Flood 2014) applied to key and counter.
#pragma once
#include <cstdint>

#include "base/isa.h"

PARTIALS_BEGIN

PARTIALS_INLINE uint64_t mix64(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

// A stream identified by any number of integers: key(seed, node, clip, ...).
PARTIALS_INLINE uint64_t stream_key(uint64_t a) { return mix64(a + 0x9e3779b97f4a7c15ull); }
template <class... Rest>
PARTIALS_INLINE uint64_t stream_key(uint64_t a, uint64_t b, Rest... rest) {
  return stream_key(mix64(a + 0x9e3779b97f4a7c15ull) ^ (b * 0xd1342543de82ef95ull + 1), rest...);
}

PARTIALS_INLINE uint64_t random_bits(uint64_t key, uint64_t counter) {
  return mix64(key + counter * 0x9e3779b97f4a7c15ull);
}
// Uniform in [0, 1) with 24 bits, and uniform in [-1, 1).
PARTIALS_INLINE float random_unit(uint64_t key, uint64_t counter) {
  return static_cast<float>(random_bits(key, counter) >> 40) * (1.f / 16777216.f);
}
PARTIALS_INLINE float random_bipolar(uint64_t key, uint64_t counter) {
  return 2.f * random_unit(key, counter) - 1.f;
}

PARTIALS_END
