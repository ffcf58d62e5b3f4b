// SPDX-License-Identifier: MIT
#include "families/conductor/beat_clock.h"

#include <algorithm>
#include <cmath>

namespace partials::conductor {
namespace {

constexpr double kBegin_s = 0.1;           // of going, before it is believed
constexpr double kBeginWay = 0.4;          // of the way at its tempo, that the phase has gone by then
constexpr double kBeginTrust = 0.5;        // of the phase by then
constexpr double kTempo_s = 0.3;           // of the low-pass of the tempo
constexpr double kLeast = 0.5, kMost = 4;  // beats per s: 30 to 240 a minute

double wrapped(double beats) { return beats - std::round(beats); }

}  // namespace

void BeatClock::begin(const Reading& r) noexcept {
  begun_ = true;
  // The hand begins with an upbeat, so what is read is a part of the beat before beat 0.
  beat_ = r.phase - 1;
}

// How long the hand has gone on without rest, and how far its phase has come in this time.
void BeatClock::listen_for_upbeat(double passed_s, double phase) noexcept {
  upbeat_s_ = going_ ? upbeat_s_ + passed_s : 0;
  upbeat_way_ = going_ && upbeat_s_ > passed_s ? upbeat_way_ + wrapped(phase - phase_) : 0;
  if (going_) phase_ = phase;
}

double BeatClock::way(double passed_s) const noexcept {
  if (!begun_ || !going_ || !(passed_s > 0)) return 0;
  const double steady = tempo_ * passed_s;
  return std::clamp(steady + off_ * (1 - std::exp(-trust_ * passed_s / kPull_s)), 0.0, kFastest * steady);
}

void BeatClock::remember() noexcept { past_[frames_++ % kPast] = {time_s_, beat_}; }

void BeatClock::frame(double time_s, const Reading& r) noexcept {
  const double passed_s = std::isfinite(time_s_) && time_s > time_s_ ? time_s - time_s_ : 0;
  const double tempo = std::isfinite(r.tempo) ? std::clamp(r.tempo, kLeast, kMost) : kLeast;
  beat_ += way(passed_s);
  if (std::isfinite(time_s)) time_s_ = std::max(time_s_, time_s);
  going_ = r.going && std::isfinite(r.phase) && std::isfinite(r.trust);
  listen_for_upbeat(passed_s, r.phase);
  if (begun_ && beat_ < 0 && !going_) {  // that was no upbeat
    begun_ = false;
    beat_ = -1;
    frames_ = 0;
  }
  if (!begun_) {
    tempo_ = tempo;
    const bool steady = upbeat_way_ >= kBeginWay * tempo * upbeat_s_ && r.trust >= kBeginTrust;
    if (!going_ || upbeat_s_ < kBegin_s || !steady) return;
    begin(r);
  }
  tempo_ += (tempo - tempo_) * (1 - std::exp(-passed_s / kTempo_s));
  off_ = going_ ? wrapped(r.phase - beat_) : 0;
  trust_ = going_ ? std::clamp(r.trust, 0.0, 1.0) : 0;
  remember();
}

double BeatClock::beat_at(double time_s) const noexcept {
  if (!begun_ || !(time_s < time_s_)) return beat_ + way(time_s - time_s_);
  Past later{time_s_, beat_};
  const size_t known = std::min(frames_, kPast);
  for (size_t n = 1; n <= known; ++n) {
    const Past& p = past_[(frames_ - n) % kPast];
    if (p.time_s <= time_s) {
      const double between_s = later.time_s - p.time_s;
      return between_s > 0 ? p.beat + (later.beat - p.beat) * (time_s - p.time_s) / between_s : p.beat;
    }
    later = p;
  }
  return later.beat;
}

double BeatClock::time_of(double number) const noexcept {
  if (!(tempo_ > 0)) return std::numeric_limits<double>::infinity();
  return time_s_ + (number - beat_) / tempo_;
}

}  // namespace partials::conductor
