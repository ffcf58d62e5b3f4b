// SPDX-License-Identifier: MIT
// Four weights of one byte (base/byte_grid.h) in a word, for boards. A byte's sign and size are bit 15 and
// the lowest seven bits of an IEEE number of 16 bits, which then is the byte times 2^-24 (a subnormal number,
// exact), and a Cortex-M converts two such numbers at once from one register. Two of the four lie so in the
// word itself, the other two in the word rotated by eight bits: a weight costs one conversion and half a
// mask.
#pragma once
#include <cstdint>
#include <cstring>

#include "base/isa.h"

PARTIALS_BEGIN

#if defined(PARTIALS_BOARD)
inline constexpr bool kByteHalves = true;
#else
inline constexpr bool kByteHalves = false;
#endif
inline constexpr uint32_t kHalvesMask = 0x807f807f;

// From four signed bytes, the first lowest, within -127..127.
inline uint32_t to_halves(uint32_t bytes) {
  uint32_t half[4];
  for (int i = 0; i < 4; ++i) {
    const int q = static_cast<int8_t>(bytes >> (8 * i));
    half[i] = q < 0 ? 0x8000u | static_cast<uint32_t>(-q) : static_cast<uint32_t>(q);
  }
  const uint32_t later = half[2] | half[3] << 16;
  return half[0] | half[1] << 16 | later << 8 | later >> 24;
}

#if defined(__arm__) && defined(__ARM_FP) && (__ARM_FP & 2)
PARTIALS_INLINE void from_halves(uint32_t word, float* q) {
  const uint32_t a = word & kHalvesMask, b = (word >> 8 | word << 24) & kHalvesMask;
  float first, later;
  std::memcpy(&first, &a, 4);
  std::memcpy(&later, &b, 4);
  __asm__("vcvtb.f32.f16 %0, %1" : "=t"(q[0]) : "t"(first));
  __asm__("vcvtt.f32.f16 %0, %1" : "=t"(q[1]) : "t"(first));
  __asm__("vcvtb.f32.f16 %0, %1" : "=t"(q[2]) : "t"(later));
  __asm__("vcvtt.f32.f16 %0, %1" : "=t"(q[3]) : "t"(later));
}
#else
PARTIALS_INLINE float from_half(uint32_t half) {
  const auto size = static_cast<float>(half & 0x7fu) * 0x1p-24f;
  return half & 0x8000u ? -size : size;
}
PARTIALS_INLINE void from_halves(uint32_t word, float* q) {
  const uint32_t a = word & kHalvesMask, b = (word >> 8 | word << 24) & kHalvesMask;
  q[0] = from_half(a);
  q[1] = from_half(a >> 16);
  q[2] = from_half(b);
  q[3] = from_half(b >> 16);
}
#endif

PARTIALS_END
