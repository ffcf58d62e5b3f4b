// SPDX-License-Identifier: MIT
// The one analyser that training and live input share: pitch, confidence, A-weighted loudness and onset
// strength of a mono stream, updated every fine hop (at most 1.5 ms), independent of the block size.
//   [main-thread] prepare;  [audio-thread] reset, process, newest: noexcept, nothing allocated.
// Pitch: normalised square difference (McLeod and Wyvill 2005) over windows proportional to the lag, on a
// pyramid of half-rate copies of the signal, so that a high note needs milliseconds and a low note at most
// about 2.3 periods (pitch_tracker.h).
#pragma once
#include "analysis/analyser_settings.h"
#include "analysis/loudness_meter.h"
#include "analysis/pitch_tracker.h"
#include "base/result.h"

namespace partials {

struct Features {
  float f0_hz = 0;       // 0 if nothing repeats; with a confidence of 0, a repetition outside the range
  float confidence = 0;  // 0..1, how periodic the sound is; also below 0.5 if the octave is in doubt
  // 10 log10 of A-weighted mean square: a full-scale 1 kHz sine is -3.01; silence is -120
  float loudness_db = -120;
  // the same over the last two fine hops: low latency, but it ripples with each period of the sound
  float fast_db = -120;
  float onset = 0;  // rise of loudness, dB within 10 ms, never negative
};

class Analyser {
 public:
  Result<void> prepare(double rate_hz, const AnalyserSettings& settings);
  void reset() noexcept;
  void process(const float* in, int n) noexcept;  // NaN and Inf count as silence
  const Features& newest() const noexcept { return newest_; }
  // Pitch and loudness of the same instant, loudness_latency_s() ago: pitch has the lower latency and is
  // delayed to match loudness, so that vibrato stays aligned. A pitch that has just appeared is returned
  // without this delay.
  Features aligned() const noexcept;

  int hop_samples() const { return hop_; }
  // Latency of the newest value: half the loudness window; about 2.3 periods for pitch.
  double loudness_latency_s() const { return loudness_.latency_s(); }
  double latency_s(double f0_hz) const { return pitch_.latency_s(f0_hz); }
  // between the instant a pitch describes and its estimate
  double pitch_age_s(double f0_hz) const { return pitch_.age_s(f0_hz); }

 private:
  void finish_hop() noexcept;
  void renew_pitch() noexcept;

  double rate_hz_ = 44100;
  int hop_ = 64, filled_ = 0, hops_per_pitch_ = 1, hops_ = 0;
  PitchTracker pitch_;
  LoudnessMeter loudness_;
  Features newest_;

  struct Pitch {
    float f0_hz, confidence;
  };
  static constexpr int kPast = 64;
  Pitch past_[kPast] = {};  // of the last hops, a ring
  int at_ = 0;              // the newest
};

}  // namespace partials
