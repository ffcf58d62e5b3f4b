// SPDX-License-Identifier: MIT
// The model file: safetensors, card, range, notes, golden example. A fuzzer cannot find a valid checksum, so
// the correct one is inserted.
#include <cstddef>
#include <cstdint>

#include "families/model_loading.h"
#include "model/checksum.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  renew_checksum(bytes);
  const auto model = model_from_bytes(bytes, "fuzz.partials");
  if (!model && model.error().text.empty()) __builtin_trap();
  if (model) return 0;
  const auto changed = model_from_changed_bytes(bytes, "fuzz.partials");
  if (!changed && changed.error().text.empty()) __builtin_trap();
  if (changed && !model_from_bytes(bytes_from_model(changed.value()), "fuzz.partials")) __builtin_trap();
  return 0;
}
