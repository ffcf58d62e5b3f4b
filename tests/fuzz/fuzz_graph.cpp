// SPDX-License-Identifier: MIT
// The graph reader, and compiling every graph that it accepts.
#include <cstddef>
#include <cstdint>

#include "graph/plan.h"
#include "model/graph_json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials;
  const auto graph = graph_from_json(std::string(reinterpret_cast<const char*>(data), size), "fuzz.json");
  if (!graph) return 0;
  auto plan = Plan<float>::compile(graph.value(), {.rate_hz = 16000, .max_samples = 64});
  if (!plan) return 0;
  const auto weights = initial_weights(plan.value().weights(), 1);
  plan.value().set_weights(weights.data());
  for (int64_t at = 0; at < 256;) {
    const Call call = next_call(plan.value().clock(), at, 64);
    plan.value().run(call);
    at += call.samples;
  }
  return 0;
}
