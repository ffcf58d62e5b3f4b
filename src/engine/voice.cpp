// SPDX-License-Identifier: MIT
#include "engine/voice.h"

namespace partials {

Result<void> Voice::prepare(const Graph& graph, const float* weights, int rate_hz, int max_block) {
  auto plan = Plan<float>::compile(graph, {.rate_hz = rate_hz, .width = 1, .max_samples = max_block});
  if (!plan) return plan.error();
  plan_.emplace(std::move(plan).value());
  f0_hz_ = plan_->input("f0_hz");
  loudness_db_ = plan_->input("loudness_db");
  audio_ = plan_->output("audio");
  if (!f0_hz_ || !loudness_db_ || !audio_)
    return Error{"The model's graph must have the inputs 'f0_hz' and 'loudness_db' and the output 'audio' to be played as an instrument."};
  plan_->set_weights(weights);
  max_block_ = max_block;
  start(0);
  return {};
}

void Voice::start(uint64_t note_seed) noexcept {
  plan_->reset();
  plan_->set_lane_seeds(&note_seed);
  sample_ = 0;
}

}  // namespace partials
