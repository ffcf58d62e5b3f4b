// SPDX-License-Identifier: MIT
// What a dancer hears of a sound at every frame: its A-weighted loudness over the last 33 ms, and its
// strongest onset (rise of loudness within 10 ms) since the frame before. The same in training, from files,
// and live. Loudness below kQuiet_db counts as silence, and a rise above kMostOnset_db as one out of silence.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "analysis/loudness_meter.h"

namespace partials::dance {

inline constexpr float kQuiet_db = -60, kLoudest_db = 12, kMostOnset_db = 24;

struct HeardSound {
  float loudness_db = kQuiet_db;  // 10 log10 of mean square: a full-scale 1 kHz sine is -3.01
  float onset_db = 0;
};
// Within the range above; what is not a number is silence.
HeardSound within_hearing(const HeardSound& sound) noexcept;

class SoundEar {
 public:
  explicit SoundEar(double rate_hz);
  void process(const float* in, int n) noexcept;
  HeardSound take() noexcept;  // of now; the next frame begins

 private:
  LoudnessMeter meter_;
  int hop_ = 1, filled_ = 0;
  float onset_db_ = 0;
};

// Frame n hears what sounds before n hop_s, from the sound's begin on; behind its end it is silent.
std::vector<HeardSound> heard_of(std::span<const float> samples, double rate_hz, size_t frames, double hop_s);

}  // namespace partials::dance
