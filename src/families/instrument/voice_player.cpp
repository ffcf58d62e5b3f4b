// SPDX-License-Identifier: MIT
#include "families/instrument/voice_player.h"

#include <algorithm>
#include <cmath>

namespace partials {

namespace {

constexpr SpectralEditGains kAsLearned;

}  // namespace

void VoicePlayer::attach(PlanRun<float>& run, const VoiceWires& wires, double band_hz,
                         int max_block) noexcept {
  run_ = &run;
  wires_ = wires;
  strokes_.attach(wires.age_s, wires.struck_db, run.clock.hop_s());
  pitch_.prepare(static_cast<double>(run.clock.rate_hz), band_hz, wires.n_partials);
  if (wires.deviation_hz) std::fill_n(wires.deviation_hz, max_block, 0.f);
  deviated_ = 0;
  max_block_ = max_block;
  start(0);
}

void VoicePlayer::take(const FrameControls& c) noexcept {
  const VoiceWires& w = wires_;
  *w.f0_hz = c.f0_hz;
  *w.loudness_db = c.loudness_db;
  if (w.conditioning_f0_hz)
    *w.conditioning_f0_hz =
        c.timbre.body_semitones == 0 ? c.f0_hz : c.f0_hz * std::exp2(c.timbre.body_semitones / 12);
  if (w.conditioning_loudness_db) *w.conditioning_loudness_db = c.loudness_db + c.timbre.effort_db;
  strokes_.next(c.loudness_db, c.timbre.effort_db);
  if (w.tilt_db) *w.tilt_db = c.timbre.tilt_db;
  if (w.balance_db) *w.balance_db = c.timbre.balance_db;
  if (w.partials_gain_db) *w.partials_gain_db = c.timbre.partials_db;
  if (w.noise_gain_db) *w.noise_gain_db = c.timbre.noise_db;
  if (w.room_gain_db) *w.room_gain_db = c.timbre.room_db;
  if (!w.partials_shape && !w.noise_shape) return;
  const SpectralEditGains& shape = shape_ ? *shape_ : kAsLearned;
  if (w.partials_shape) std::copy(shape.partials.begin(), shape.partials.end(), w.partials_shape);
  if (w.noise_shape) std::copy(shape.noise.begin(), shape.noise.end(), w.noise_shape);
}

void VoicePlayer::step_pitch(const Call& call) noexcept {
  const bool still = pitch_.still();
  if (still && !deviated_) return;
  if (still)
    std::fill_n(wires_.deviation_hz, deviated_, 0.f);
  else
    pitch_.fill(wires_.deviation_hz, call.offset, call.samples);
  deviated_ = still ? 0 : std::max(deviated_, call.samples);
}

void VoicePlayer::start(uint64_t note_seed) noexcept {
  run_->reset();
  run_->set_lane_seeds(&note_seed);
  pitch_.start();
  strokes_.reset();
  sample_ = 0;
}

}  // namespace partials
