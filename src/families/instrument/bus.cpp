// SPDX-License-Identifier: MIT
#include "families/instrument/bus.h"

#include <algorithm>

namespace partials {
namespace {

constexpr const char* kRoomGain = "room_gain_db";

Result<void> check_wires(const SplitGraph& split) {
  if (split.crossing.size() != 1)
    return Error{"The model's voices have " + std::to_string(split.crossing.size()) +
                 " wires to the nodes after their sum, but an instrument has one; put a 'mix' node with "
                 "the scope 'voice' before it."};
  for (const GraphInput& in : split.bus.inputs)
    if (in.id != split.crossing[0].input && in.id != kRoomGain)
      return Error{"A node that runs after the sum of the voices reads '" + in.id +
                   "', which belongs to single notes; give that node the scope 'voice'."};
  return {};
}

}  // namespace

Result<void> Bus::prepare(const SplitGraph& split, const Model& model, int rate_hz, int max_block) {
  if (auto r = check_wires(split); !r) return r;
  max_block_ = max_block;
  std::shared_ptr<const PackedWeights> packed;
  for (size_t i = 0; i < 2; ++i) {
    auto compiled = Plan<float>::compile(split.bus, {.rate_hz = rate_hz, .max_samples = max_block});
    if (!compiled) return compiled.error();
    Plan<float>& plan = plans_[i].emplace(std::move(compiled).value());
    Side& side = sides_[i];
    side.run = &plan.running();
    side.in = plan.input(split.crossing[0].input);
    side.room_gain_db = plan.input(kRoomGain);
    side.out = plan.output("audio");
    if (!side.out || plan.channels("in." + split.crossing[0].input) != 1 ||
        plan.output_rate("audio") != Rate::sample || plan.output_size("audio", {0, 0, 1, 1}) != 1)
      return Error{
          "The part of the model after the sum of the voices must take one channel and give the output "
          "'audio' of one channel."};
    if (weights_.empty()) weights_ = weights_of_part(plan.weights(), model.table, model.weights.data());
    if (!packed) packed = plan.pack(weights_.data());
    plan.set_weights(weights_.data(), packed);
  }
  reset();
  return {};
}

size_t Bus::memory_bytes() const {
  size_t sum = weights_.size() * sizeof(float);
  for (const auto& plan : plans_)
    if (plan) sum += plan->memory_bytes();
  return sum;
}

}  // namespace partials
