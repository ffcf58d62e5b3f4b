// SPDX-License-Identifier: MIT
// The part of a model that runs once after the sum of its voices (families/instrument/bus_player.h), with the
// plans and weights of its own.
//   [main-thread] prepare;  [audio-thread] run, reset (noexcept, nothing allocated).
#pragma once
#include <optional>

#include "families/instrument/bus_player.h"
#include "graph/split_scope.h"
#include "model/model.h"

namespace partials {

class Bus : public BusPlayer {
 public:
  // Part and weights of a model whose voices have one mono wire to it, from `split` after fit_bus(). It may
  // also read the room's gain, but no input of a single note.
  Result<void> prepare(const SplitGraph& split, const Model& model, int rate_hz, int max_block);
  explicit operator bool() const noexcept { return plans_[0].has_value(); }
  int latency_samples() const { return plans_[0]->latency_samples("audio"); }
  double tail_s() const { return plans_[0]->tail_s(); }
  size_t memory_bytes() const;

 private:
  std::vector<float> weights_;
  std::optional<Plan<float>> plans_[2];
};

}  // namespace partials
