// SPDX-License-Identifier: MIT
// Plays a graph of frames without audio (movement, labels) live: the caller fills the inputs, calls frame(),
// and reads the outputs, at the graph's own hop.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/denormals.h"
#include "base/result.h"
#include "graph/plan.h"

namespace partials {

class FramePlayer {
 public:
  // [main-thread] Without weights the graph has its initial ones, as processors that compute without learning
  // want. Refuses a graph with audio, and weights of another number.
  static Result<FramePlayer> create(const Graph& graph, std::vector<float> weights) {
    if (graph.reference_rate_hz != 0)
      return Error{"The graph has audio (its rate is " + std::to_string(graph.reference_rate_hz) +
                   " Hz); play it with an Engine."};
    auto plan = Plan<float>::compile(graph, {.rate_hz = 0, .width = 1, .max_samples = 1, .max_frames = 1});
    if (!plan) return plan.error();
    FramePlayer player(std::move(plan).value(), std::move(weights));
    if (player.weights_->empty()) *player.weights_ = initial_weights(player.plan_.weights(), 1);
    if (player.plan_.weights().size != player.weights_->size())
      return Error{"The graph has " + std::to_string(player.plan_.weights().size) + " weights, not " +
                   std::to_string(player.weights_->size()) + "; give those that belong to it."};
    player.hop_s_ = static_cast<double>(graph.hop_num) / static_cast<double>(graph.hop_den);
    player.plan_.set_weights(player.weights_->data(), player.plan_.pack(player.weights_->data()));
    return player;
  }

  double hop_s() const noexcept { return hop_s_; }
  // [channels]; null: there is no such input or output. Look them up once, before frame() runs.
  float* input(const std::string& id) const { return plan_.input(id); }
  const float* output(const std::string& id) const { return plan_.output(id); }
  int channels(const std::string& wire) const { return plan_.channels(wire); }
  // Its processors and their states, for who wants to hand a state on to another player.
  std::vector<Plan<float>::NodeView> nodes() const { return plan_.nodes(); }

  // [audio-thread]
  void frame() noexcept {
    const FlushDenormals guard;
    plan_.run({at_++, 0, 1, 0});
  }
  void reset() noexcept {
    plan_.reset();
    at_ = 0;
  }

 private:
  FramePlayer(Plan<float> plan, std::vector<float> weights)
      : plan_(std::move(plan)), weights_(std::make_unique<std::vector<float>>(std::move(weights))) {}

  Plan<float> plan_;
  std::unique_ptr<std::vector<float>> weights_;  // where the plan reads them, wherever this object moves
  double hop_s_ = 0;
  int64_t at_ = 0;
};

}  // namespace partials
