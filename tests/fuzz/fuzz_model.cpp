// SPDX-License-Identifier: MIT
// The model file: safetensors, card, range, notes, golden example. A fuzzer cannot find a valid checksum, so
// the correct one is inserted.
#include <cstddef>
#include <cstdint>

#include "families/dance/dancer.h"
#include "families/model_loading.h"
#include "model/checksum.h"

namespace {

// A dance that could be read can be danced.
int play_dance(const partials::Model& model) {
  using namespace partials::dance;
  auto dancer = Dancer::create(std::make_shared<const partials::Model>(model), {});
  if (!dancer) return 0;
  const std::vector<float>& opening = opening_of(model);
  const size_t n = dancer.value().part().scale.size();
  if (opening.size() >= n) dancer.value().prime(opening.data());
  for (int i = 0; i < 3; ++i) dancer.value().step();
  return 0;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  renew_checksum(bytes);
  const auto model = model_from_bytes(bytes, "fuzz.partials");
  if (!model && model.error().text.empty()) __builtin_trap();
  if (model) return play_dance(model.value());
  const auto changed = model_from_changed_bytes(bytes, "fuzz.partials");
  if (!changed && changed.error().text.empty()) __builtin_trap();
  if (changed && !model_from_bytes(bytes_from_model(changed.value()), "fuzz.partials")) __builtin_trap();
  return 0;
}
