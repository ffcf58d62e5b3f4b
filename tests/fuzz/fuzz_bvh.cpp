// SPDX-License-Identifier: MIT
// BVH text: whatever is read has a place for every joint, and is read again from what the writer makes of it.
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "families/motion/bvh_reader.h"
#include "families/motion/bvh_take.h"
#include "families/motion/bvh_writer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials::motion;
  const auto bvh = bvh_from_text({reinterpret_cast<const char*>(data), size}, "fuzz.bvh");
  if (!bvh) return 0;
  const auto again = bvh_from_text(text_from_bvh(bvh.value()), "again.bvh", {1});
  if (!again || again.value().frames() != bvh.value().frames()) __builtin_trap();
  if (bvh.value().frames() > 100) return 0;
  for (const float x : take_from_bvh(bvh.value(), "fuzz").values)
    if (!std::isfinite(x)) __builtin_trap();
  return 0;
}
