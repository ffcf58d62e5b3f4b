// SPDX-License-Identifier: MIT
// Scala scales and keyboard mappings: the first byte gives the length of the scale, in 1/255 of the rest; the
// mapping follows.
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "play/tuning.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  if (size < 1) return 0;
  const std::string_view all(reinterpret_cast<const char*>(data + 1), size - 1);
  const size_t cut = all.size() * data[0] / 255;
  const auto scale = scale_from_text(all.substr(0, cut), "fuzz.scl");
  const auto map = keyboard_from_text(all.substr(cut), "fuzz.kbm");
  if (!scale) return 0;
  const auto pitches = tuning_of(scale.value(), map ? map.value() : KeyboardMap{});
  if (!pitches) return 0;
  for (const float p : pitches.value())
    if (!(p >= -12 && p <= 144)) __builtin_trap();
  return 0;
}
