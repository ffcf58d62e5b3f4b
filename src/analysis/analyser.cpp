// SPDX-License-Identifier: MIT
#include "analysis/analyser.h"

#include <algorithm>
#include <cmath>

#include "base/plain_number.h"

namespace partials {
namespace {

constexpr float kSure = 0.5f, kLeap = 1.1f;  // between hops: a larger change is not a glide

}  // namespace

Result<void> Analyser::prepare(double rate_hz, const AnalyserSettings& s) {
  if (!(rate_hz >= kLowestRateHz && rate_hz <= 384000))
    return Error{"The analyser does not support the sample rate " + plain_number(rate_hz) +
                 " Hz; use 8000 to 384000 Hz."};
  if (!(s.min_hz >= 20 && s.max_hz <= 5000 && s.min_hz * 2 <= s.max_hz))
    return Error{"The analyser's pitch range is " + plain_number(s.min_hz) + " to " + plain_number(s.max_hz) +
                 " Hz; it must lie within 20 to 5000 Hz and span an octave."};
  rate_hz_ = rate_hz;
  hop_ = static_cast<int>(rate_hz / 750);
  hops_per_pitch_ = std::max(1, static_cast<int>(std::lround(s.pitch_hop_s * rate_hz / hop_)));
  pitch_.prepare(rate_hz, s.min_hz, s.max_hz, static_cast<double>(hops_per_pitch_) * hop_ / rate_hz);
  loudness_.prepare(rate_hz, hop_, s.loudness_window_s);
  reset();
  return {};
}

void Analyser::reset() noexcept {
  filled_ = hops_ = at_ = 0;
  newest_ = {};
  std::fill(std::begin(past_), std::end(past_), Pitch{});
  pitch_.reset();
  loudness_.reset();
}

void Analyser::process(const float* in, int n) noexcept {
  for (int i = 0; i < n; ++i) {
    const float x = std::isfinite(in[i]) ? std::clamp(in[i], -100.f, 100.f) : 0.f;
    pitch_.push(x);
    loudness_.push(x);
    if (++filled_ == hop_) finish_hop();
  }
}

void Analyser::finish_hop() noexcept {
  filled_ = 0;
  loudness_.finish_hop();
  newest_.loudness_db = loudness_.loudness_db();
  newest_.fast_db = loudness_.fast_db();
  newest_.onset = loudness_.onset_db();
  if (++hops_ % hops_per_pitch_ == 0) renew_pitch();
  at_ = (at_ + 1) % kPast;
  past_[at_] = {newest_.f0_hz, newest_.confidence};
}

void Analyser::renew_pitch() noexcept {
  const bool silent = newest_.loudness_db < -110 && loudness_.fast_db() < -110;
  const PitchTracker::Estimate e = pitch_.estimate(silent, newest_.onset > 6);
  newest_.f0_hz = e.f0_hz;
  newest_.confidence = e.confidence;
}

Features Analyser::aligned() const noexcept {
  Features f = newest_;
  if (f.f0_hz <= 0) return f;
  const double waits = (loudness_.latency_s() - pitch_.age_s(f.f0_hz)) * rate_hz_ - filled_;
  const double hops = std::clamp(waits / hop_, 0.0, kPast - 2.0);
  const int whole = static_cast<int>(hops);
  const Pitch after = past_[(at_ - whole + kPast) % kPast], before = past_[(at_ - whole - 1 + kPast) % kPast];
  if (std::min(after.confidence, before.confidence) < kSure) return f;
  const bool leap = after.f0_hz > before.f0_hz * kLeap || before.f0_hz > after.f0_hz * kLeap;
  const float share = leap ? 0.f : static_cast<float>(hops - whole);
  f.f0_hz = after.f0_hz + (before.f0_hz - after.f0_hz) * share;
  f.confidence = after.confidence;
  return f;
}

}  // namespace partials
