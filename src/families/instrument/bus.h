// SPDX-License-Identifier: MIT
// The part of a model that runs once after the sum of its voices, such as a room: one plan for each stereo
// side, because voices are panned before the sum. Its clock runs from the last reset on.
//   [main-thread] prepare;  [audio-thread] run, reset (noexcept, nothing allocated).
#pragma once
#include <optional>

#include "graph/split_scope.h"
#include "model/model.h"

namespace partials {

class Bus {
 public:
  // Part and weights of a model whose voices have one mono wire to it, from `split` after fit_bus(). It may
  // also read the room's gain, but no input of a single note.
  Result<void> prepare(const SplitGraph& split, const Model& model, int rate_hz, int max_block);
  explicit operator bool() const noexcept { return sides_[0].plan.has_value(); }
  void reset() noexcept;
  // In place; right may be null.
  void run(float* left, float* right, int n, float room_gain_db) noexcept;
  int latency_samples() const { return sides_[0].plan->latency_samples("audio"); }
  double tail_s() const { return sides_[0].plan->tail_s(); }
  size_t memory_bytes() const;

 private:
  struct Side {
    std::optional<Plan<float>> plan;
    float* in = nullptr;
    float* room_gain_db = nullptr;  // may be null
    const float* out = nullptr;
    int64_t sample = 0;

    void run(float* io, int n, int max_block, float room_db) noexcept;
  };

  std::vector<float> weights_;
  Side sides_[2];
  int max_block_ = 0;
};

}  // namespace partials
