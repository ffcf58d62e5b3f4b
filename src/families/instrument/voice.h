// SPDX-License-Identifier: MIT
// A voice with a plan of its own, compiled from a graph.
//   [main-thread] prepare, set_weights;  [audio-thread] as VoicePlayer.
#pragma once
#include <memory>
#include <optional>

#include "base/result.h"
#include "families/instrument/voice_player.h"
#include "graph/plan.h"

namespace partials {

class Voice : public VoicePlayer {
 public:
  // The graph needs the inputs f0_hz and loudness_db and the output audio (mono). Weights must outlive the
  // voice. `packed` comes from another voice of the same graph and weights, to be shared; null: the voice
  // makes its own.
  Result<void> prepare(const Graph& graph, const float* weights, int rate_hz, int max_block,
                       std::shared_ptr<const PackedWeights> packed = nullptr);
  // [main-thread] Other weights of the same graph, which must outlive the voice; `packed` as above. Call
  // start() next.
  void set_weights(const float* weights, std::shared_ptr<const PackedWeights> packed = nullptr);

  const Plan<float>& plan() const { return *plan_; }
  int latency_samples() const { return plan_->latency_samples("audio"); }

 private:
  std::optional<Plan<float>> plan_;
};

// The wires that a player of this graph's plan uses; an error if the graph is not one of an instrument.
Result<VoiceWires> voice_wires(const Graph& graph, const Plan<float>& plan);

}  // namespace partials
