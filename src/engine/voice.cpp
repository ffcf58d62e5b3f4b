// SPDX-License-Identifier: MIT
#include "engine/voice.h"

#include <cmath>

namespace partials {

Result<void> Voice::prepare(const Graph& graph, const float* weights, int rate_hz, int max_block) {
  auto plan = Plan<float>::compile(graph, {.rate_hz = rate_hz, .width = 1, .max_samples = max_block});
  if (!plan) return plan.error();
  plan_.emplace(std::move(plan).value());
  f0_hz_ = plan_->input("f0_hz");
  loudness_db_ = plan_->input("loudness_db");
  audio_ = plan_->output("audio");
  told_f0_hz_ = plan_->input("told_f0_hz");
  told_loudness_db_ = plan_->input("told_loudness_db");
  tilt_db_ = plan_->input("tilt_db");
  balance_db_ = plan_->input("balance_db");
  partials_gain_db_ = plan_->input("partials_gain_db");
  noise_gain_db_ = plan_->input("noise_gain_db");
  if (!f0_hz_ || !loudness_db_ || !audio_)
    return Error{"The model's graph must have the inputs 'f0_hz' and 'loudness_db' and the output 'audio' to be played as an instrument."};
  plan_->set_weights(weights);
  max_block_ = max_block;
  start(0);
  return {};
}

void Voice::take(const FrameControls& c) noexcept {
  *f0_hz_ = c.f0_hz;
  *loudness_db_ = c.loudness_db;
  if (told_f0_hz_) *told_f0_hz_ = c.colour.body_semitones == 0 ? c.f0_hz : c.f0_hz * std::exp2(c.colour.body_semitones / 12);
  if (told_loudness_db_) *told_loudness_db_ = c.loudness_db + c.colour.effort_db;
  if (tilt_db_) *tilt_db_ = c.colour.tilt_db;
  if (balance_db_) *balance_db_ = c.colour.balance_db;
  if (partials_gain_db_) *partials_gain_db_ = c.colour.partials_db;
  if (noise_gain_db_) *noise_gain_db_ = c.colour.noise_db;
}

void Voice::start(uint64_t note_seed) noexcept {
  plan_->reset();
  plan_->set_lane_seeds(&note_seed);
  sample_ = 0;
}

}  // namespace partials
