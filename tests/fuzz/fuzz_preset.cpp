// SPDX-License-Identifier: MIT
// A preset file: a refusal has a message; accepted values are in range, and unchanged after writing and
// reading again.
#include <cstddef>
#include <cstdint>

#include "host/preset.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!is_preset_text(text)) return 0;
  const auto preset = preset_from_text(text, "fuzz");
  if (!preset) {
    if (preset.error().text.empty()) __builtin_trap();
    return 0;
  }
  const PlayerSettings& s = preset.value().settings;
  for (int i = 0; i < kParameterCount; ++i)
    if (const float v = s.values[static_cast<size_t>(i)]; !(v == clamped(i, v))) __builtin_trap();
  for (const auto* row : {&s.partials_db, &s.noise_db})
    for (const float db : *row)
      if (!(db >= kMinEditDb && db <= kMaxEditDb)) __builtin_trap();
  const auto again = preset_from_text(text_from_preset(preset.value()), "again");
  if (!again || !(again.value().settings.values == s.values) || again.value().name != preset.value().name)
    __builtin_trap();
  return 0;
}
