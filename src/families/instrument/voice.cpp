// SPDX-License-Identifier: MIT
#include "families/instrument/voice.h"

#include <algorithm>
#include <cmath>

#include "families/instrument/source_nodes.h"

namespace partials {

namespace {

const SpectralEditGains kAsLearned;

}  // namespace

Result<void> Voice::prepare(const Graph& graph, const float* weights, int rate_hz, int max_block,
                            std::shared_ptr<const PackedWeights> packed) {
  auto plan = Plan<float>::compile(graph, {.rate_hz = rate_hz, .width = 1, .max_samples = max_block});
  if (!plan) return plan.error();
  plan_.emplace(std::move(plan).value());
  f0_hz_ = plan_->input("f0_hz");
  loudness_db_ = plan_->input("loudness_db");
  audio_ = plan_->output("audio");
  conditioning_f0_hz_ = plan_->input("conditioning_f0_hz");
  conditioning_loudness_db_ = plan_->input("conditioning_loudness_db");
  tilt_db_ = plan_->input("tilt_db");
  balance_db_ = plan_->input("balance_db");
  partials_gain_db_ = plan_->input("partials_gain_db");
  noise_gain_db_ = plan_->input("noise_gain_db");
  room_gain_db_ = plan_->input("room_gain_db");
  deviation_hz_ = plan_->input("deviation_hz");
  strokes_.prepare(*plan_);
  partials_shape_ = plan_->input("partials_shape");
  noise_shape_ = plan_->input("noise_shape");
  const std::string partials = partials_source(graph).wire, noise = noise_source(graph).wire;
  partials_ = plan_->wire(partials);
  n_partials_ = std::min(kMaxEdited, plan_->channels(partials));
  noise_ = plan_->wire(noise);
  n_bands_ = std::min(kMaxEdited, plan_->channels(noise));
  if (!f0_hz_ || !loudness_db_ || !audio_)
    return Error{
        "The model's graph must have the inputs 'f0_hz' and 'loudness_db' and the output 'audio' to be "
        "played as an instrument."};
  set_weights(weights, std::move(packed));
  pitch_.prepare(rate_hz, graph.band_hz, plan_->channels(partials));
  if (deviation_hz_) std::fill_n(deviation_hz_, max_block, 0.f);
  max_block_ = max_block;
  start(0);
  return {};
}

void Voice::set_weights(const float* weights, std::shared_ptr<const PackedWeights> packed) {
  plan_->set_weights(weights, packed ? std::move(packed) : plan_->pack(weights));
}

void Voice::take(const FrameControls& c) noexcept {
  *f0_hz_ = c.f0_hz;
  *loudness_db_ = c.loudness_db;
  if (conditioning_f0_hz_)
    *conditioning_f0_hz_ =
        c.timbre.body_semitones == 0 ? c.f0_hz : c.f0_hz * std::exp2(c.timbre.body_semitones / 12);
  if (conditioning_loudness_db_) *conditioning_loudness_db_ = c.loudness_db + c.timbre.effort_db;
  strokes_.next(c.loudness_db, c.timbre.effort_db);
  if (tilt_db_) *tilt_db_ = c.timbre.tilt_db;
  if (balance_db_) *balance_db_ = c.timbre.balance_db;
  if (partials_gain_db_) *partials_gain_db_ = c.timbre.partials_db;
  if (noise_gain_db_) *noise_gain_db_ = c.timbre.noise_db;
  if (room_gain_db_) *room_gain_db_ = c.timbre.room_db;
  const SpectralEditGains& shape = shape_ ? *shape_ : kAsLearned;
  if (partials_shape_) std::copy(shape.partials.begin(), shape.partials.end(), partials_shape_);
  if (noise_shape_) std::copy(shape.noise.begin(), shape.noise.end(), noise_shape_);
}

void Voice::step_pitch(const Call& call) noexcept {
  const bool still = pitch_.still();
  if (still && !deviated_) return;
  if (still)
    std::fill_n(deviation_hz_, deviated_, 0.f);
  else
    pitch_.fill(deviation_hz_, call.offset, call.samples);
  deviated_ = still ? 0 : std::max(deviated_, call.samples);
}

void Voice::publish(DisplayFeed& seen) const noexcept {
  constexpr auto kRelaxed = std::memory_order_relaxed;
  for (int i = 0; i < n_partials_; ++i) seen.partial[static_cast<size_t>(i)].store(partials_[i], kRelaxed);
  for (int i = 0; i < n_bands_; ++i) seen.band[static_cast<size_t>(i)].store(noise_[i], kRelaxed);
  seen.f0_hz.store(*f0_hz_, kRelaxed);
  seen.loudness_db.store(*loudness_db_, kRelaxed);
  seen.partials.store(n_partials_, kRelaxed);
  seen.bands.store(n_bands_, kRelaxed);
}

void Voice::start(uint64_t note_seed) noexcept {
  plan_->reset();
  plan_->set_lane_seeds(&note_seed);
  pitch_.start();
  strokes_.reset();
  sample_ = 0;
}

}  // namespace partials
