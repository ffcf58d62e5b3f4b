// SPDX-License-Identifier: MIT
#include "engine/timbre_transfer.h"

#include <algorithm>
#include <cmath>

#include "base/denormals.h"

namespace partials {
namespace {

constexpr double kPatienceS = 0.2;           // that long below the range, then the sound goes
constexpr float kFallDbPerS = 400, kRiseDbPerS = 4000;
constexpr float kLeastRangeDb = 30;          // below the loudest, whatever little the recordings held

}  // namespace

void SilenceGate::prepare(const KnownRange& known, double hop_s) {
  threshold_db_ = std::min(known.quiet_db, known.loud_db - kLeastRangeDb);
  hop_s_ = hop_s;
  reset();
}

float SilenceGate::next(float loudness_db) noexcept {
  below_s_ = loudness_db < threshold_db_ ? below_s_ + hop_s_ : 0;
  const float step = static_cast<float>(hop_s_) * (below_s_ > kPatienceS ? kFallDbPerS : -kRiseDbPerS);
  fall_db_ = std::clamp(fall_db_ + step, 0.f, 120.f);
  return std::max(-120.f, loudness_db - fall_db_);
}

Result<void> TimbreTransfer::prepare(const Model& model, int rate_hz, int max_block, const TransferSettings& settings) {
  settings_ = settings;
  if (auto ready = analyser_.prepare(rate_hz, model.analyser); !ready) return ready.error();
  if (auto ready = voice_.prepare(model.graph, model.weights.data(), rate_hz, max_block); !ready) return ready.error();
  gate_.prepare(model.known, static_cast<double>(model.graph.hop_num) / static_cast<double>(model.graph.hop_den));
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
  voice_.start(settings_.seed);
}

void TimbreTransfer::process(const float* in, float* out, int n) noexcept {
  const FlushDenormals flush;
  while (n > 0) {
    // A frame hears everything before it and nothing after, so the input is taken up to the next frame's start.
    const int m = std::min({n, static_cast<int>(scratch_.size()), voice_.samples_left_in_frame()});
    std::fill_n(scratch_.data(), m, 0.f);
    voice_.render(scratch_.data(), m, [&](int64_t) noexcept {
      const Features& f = analyser_.newest();
      const float f0 = hold_.follow(f, fallback_hz_ / ratio_) * ratio_;
      return FrameControls{std::clamp(f0, 16.f, 12000.f), gate_.next(f.loudness_db + settings_.loudness_shift_db)};
    });
    analyser_.process(in, m);
    for (int i = 0; i < m; ++i) out[i] = std::isfinite(scratch_[static_cast<size_t>(i)]) ? scratch_[static_cast<size_t>(i)] : 0.f;
    in += m, out += m, n -= m;
  }
}

}  // namespace partials
