// SPDX-License-Identifier: MIT
#include "families/conductor/beat_clock.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace partials::conductor {
namespace {

constexpr double kBegin_s = 0.1;           // of going, before it is believed
constexpr double kTempo_s = 0.3;           // of the low-pass of the tempo
constexpr double kLeast = 0.5, kMost = 4;  // beats per s: 30 to 240 a minute

double wrapped(double beats) { return beats - std::round(beats); }

}  // namespace

void BeatClock::begin(const Reading& r) noexcept {
  begun_ = true;
  // The hand begins with an upbeat, so what is read is a part of the beat before beat 0.
  beat_ = r.phase - 1;
  tempo_ = r.tempo;
}

void BeatClock::frame(double time_s, const Reading& r) noexcept {
  const double passed_s = std::max(0.0, time_s - time_s_);
  const double tempo = std::isfinite(r.tempo) ? std::clamp(r.tempo, kLeast, kMost) : kLeast;
  if (begun_) beat_ += std::max(0.0, speed_) * passed_s;
  time_s_ = time_s;
  going_ = r.going && std::isfinite(r.phase);
  going_s_ = going_ ? going_s_ + passed_s : 0;
  if (!begun_) {
    tempo_ = tempo;
    if (going_ && going_s_ >= kBegin_s) begin(r);
    if (!begun_) return;
  }
  tempo_ += (tempo - tempo_) * (1 - std::exp(-passed_s / kTempo_s));
  if (!going_) {
    speed_ = 0;
    return;
  }
  const double off = wrapped(r.phase - beat_);
  speed_ = std::clamp(tempo_ + std::clamp(r.trust, 0.0, 1.0) * off / kPull_s, 0.0, kFastest * tempo_);
}

double BeatClock::beat_at(double time_s) const noexcept {
  return begun_ ? beat_ + std::max(0.0, time_s - time_s_) * speed_ : beat_;
}

double BeatClock::time_of(double number) const noexcept {
  if (!(tempo_ > 0)) return std::numeric_limits<double>::infinity();
  return time_s_ + (number - beat_) / tempo_;
}

}  // namespace partials::conductor
