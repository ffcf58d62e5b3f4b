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
  for (Side& side : sides_) {
    auto plan = Plan<float>::compile(split.bus, {.rate_hz = rate_hz, .max_samples = max_block});
    if (!plan) return plan.error();
    side.plan.emplace(std::move(plan).value());
    side.in = side.plan->input(split.crossing[0].input);
    side.room_gain_db = side.plan->input(kRoomGain);
    side.out = side.plan->output("audio");
    if (!side.out || side.plan->channels("in." + split.crossing[0].input) != 1 ||
        side.plan->output_rate("audio") != Rate::sample || side.plan->output_size("audio", {0, 0, 1, 1}) != 1)
      return Error{
          "The part of the model after the sum of the voices must take one channel and give the output "
          "'audio' of one channel."};
    if (weights_.empty()) weights_ = weights_of_part(side.plan->weights(), model.table, model.weights.data());
    if (!packed) packed = side.plan->pack(weights_.data());
    side.plan->set_weights(weights_.data(), packed);
  }
  reset();
  return {};
}

void Bus::reset() noexcept {
  for (Side& side : sides_) {
    if (side.plan) side.plan->reset();
    side.sample = 0;
  }
}

void Bus::Side::run(float* io, int n, int max_block, float room_db) noexcept {
  while (n > 0) {
    const Call call = next_call(plan->clock(), sample, std::min(n, max_block));
    if (room_gain_db) std::fill_n(room_gain_db, call.frames, room_db);
    std::copy_n(io, call.samples, in);
    plan->run(call);
    std::copy_n(out, call.samples, io);
    io += call.samples;
    n -= call.samples;
    sample += call.samples;
  }
}

void Bus::run(float* left, float* right, int n, float room_gain_db) noexcept {
  sides_[0].run(left, n, max_block_, room_gain_db);
  if (right) sides_[1].run(right, n, max_block_, room_gain_db);
}

size_t Bus::memory_bytes() const {
  size_t sum = weights_.size() * sizeof(float);
  for (const Side& side : sides_)
    if (side.plan) sum += side.plan->memory_bytes();
  return sum;
}

}  // namespace partials
