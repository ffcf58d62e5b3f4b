// SPDX-License-Identifier: MIT
// The file of a box: a refusal has a message; accepted values are in range.
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "box/box_config.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  const auto c = box::box_config_from_text({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  if (!c) {
    if (c.error().text.empty()) __builtin_trap();
    return 0;
  }
  const box::BoxConfig& b = c.value();
  for (const auto& [index, value] : b.set)
    if (!(value == clamped(index, value)) && !kParameters[static_cast<size_t>(index)].stepped)
      __builtin_trap();
  for (const auto& [name, knob] : b.knobs)
    if (name.empty() || !std::isfinite(knob.low) || !std::isfinite(knob.high)) __builtin_trap();
  if (b.models.empty() || b.models.size() > box::kMaxModels || b.osc_port > 65535) __builtin_trap();
  return 0;
}
