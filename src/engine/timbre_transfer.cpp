// SPDX-License-Identifier: MIT
#include "engine/timbre_transfer.h"

#include <algorithm>
#include <cmath>

#include "base/denormals.h"

namespace partials {
namespace {

constexpr double kPatienceS = 0.2;           // that long below the range, then the sound goes
constexpr float kFallDbPerS = 400;
constexpr float kBeyond = 1.5f;              // a fifth outside what the model knows, a pitch is taken for a mistake
constexpr float kFaintDb = 12;               // below what it knows, pitch is not believed
constexpr float kLeapDb = 30;
constexpr int kSpeakingFrames = 10;
constexpr float kLeastRangeDb = 30;          // below the loudest, whatever little the recordings held

}  // namespace

void SilenceGate::prepare(const KnownRange& known, double hop_s) {
  threshold_db_ = std::min(known.quiet_db, known.loud_db - kLeastRangeDb);
  hop_s_ = hop_s;
  reset();
}

float SilenceGate::next(float loudness_db) noexcept {
  below_s_ = loudness_db < threshold_db_ ? below_s_ + hop_s_ : 0;
  fall_db_ = below_s_ > kPatienceS ? std::min(fall_db_ + static_cast<float>(hop_s_) * kFallDbPerS, 120.f) : 0.f;  // opens at once
  return std::max(-120.f, loudness_db - fall_db_);
}

Result<void> TimbreTransfer::prepare(const Model& model, int rate_hz, int max_block, const TransferSettings& settings) {
  settings_ = settings;
  if (auto ready = analyser_.prepare(rate_hz, model.analyser); !ready) return ready.error();
  if (auto ready = voice_.prepare(model.graph, model.weights.data(), rate_hz, max_block); !ready) return ready.error();
  gate_.prepare(model.known, static_cast<double>(model.graph.hop_num) / static_cast<double>(model.graph.hop_den));
  low_hz_ = model.known.low_hz / kBeyond, high_hz_ = model.known.high_hz * kBeyond;
  faint_db_ = model.known.quiet_db - kFaintDb;
  fallback_hz_ = std::sqrt(model.known.low_hz * model.known.high_hz);
  ratio_ = std::exp2(settings.transpose_semitones / 12);
  latency_ = static_cast<int>(analyser_.loudness_latency_s() * rate_hz + 0.5);
  scratch_.assign(static_cast<size_t>(max_block), 0.f);
  reset();
  return {};
}

void TimbreTransfer::reset() noexcept {
  analyser_.reset();
  hold_.reset();
  gate_.reset();
  sounding_hz_ = 0, sounding_frames_ = 0, leaping_ = false;
  voice_.start(settings_.seed);
}

FrameControls TimbreTransfer::next_frame() noexcept {
  Features f = analyser_.newest();
  f.loudness_db += settings_.loudness_shift_db;
  const float wanted_hz = f.f0_hz * ratio_;
  if (wanted_hz < low_hz_ || wanted_hz > high_hz_ || f.loudness_db < faint_db_) f.confidence = 0;
  const float to_hz = hold_.follow(f, fallback_hz_ / ratio_) * ratio_;
  float level_db = gate_.next(f.loudness_db);
  sounding_frames_ = f.loudness_db < faint_db_ ? 0 : sounding_frames_ + 1;
  // A leap goes through near silence: down in one frame, the new pitch in the next. Else every partial would sweep. While a
  // note speaks, its attack hides that.
  if (sounding_frames_ > kSpeakingFrames && (to_hz > sounding_hz_ * PitchHold::kNear || to_hz * PitchHold::kNear < sounding_hz_)) {
    level_db -= kLeapDb;
    if (leaping_) sounding_hz_ = to_hz;
    leaping_ = !leaping_;
  } else {
    sounding_hz_ = to_hz, leaping_ = false;
  }
  return {std::clamp(sounding_hz_, 16.f, 12000.f), std::max(-120.f, level_db)};
}

void TimbreTransfer::process(const float* in, float* out, int n) noexcept {
  const FlushDenormals flush;
  while (n > 0) {
    // A frame hears everything before it and nothing after, so the input is taken up to the next frame's start.
    const int m = std::min({n, static_cast<int>(scratch_.size()), voice_.samples_left_in_frame()});
    std::fill_n(scratch_.data(), m, 0.f);
    voice_.render(scratch_.data(), m, [&](int64_t) noexcept { return next_frame(); });
    analyser_.process(in, m);
    for (int i = 0; i < m; ++i) out[i] = std::isfinite(scratch_[static_cast<size_t>(i)]) ? scratch_[static_cast<size_t>(i)] : 0.f;
    in += m, out += m, n -= m;
  }
}

}  // namespace partials
