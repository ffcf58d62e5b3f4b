// SPDX-License-Identifier: MIT
// The model file: safetensors, card, range, notes, golden example.
#include <cstddef>
#include <cstdint>

#include "graph/model_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto model = partials::model_from_bytes(std::string(reinterpret_cast<const char*>(data), size), "fuzz.partials");
  if (!model && model.error().text.empty()) __builtin_trap();
  return 0;
}
