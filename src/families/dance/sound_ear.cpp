// SPDX-License-Identifier: MIT
#include "families/dance/sound_ear.h"

#include <algorithm>
#include <cmath>

namespace partials::dance {
namespace {

constexpr double kHopsASecond = 750, kWindowS = 1 / 30.0;

}  // namespace

HeardSound within_hearing(const HeardSound& sound) noexcept {
  const auto clear = [](float x, float low, float high) {
    return std::isfinite(x) ? std::clamp(x, low, high) : low;
  };
  return {clear(sound.loudness_db, kQuiet_db, kLoudest_db), clear(sound.onset_db, 0, kMostOnset_db)};
}

SoundEar::SoundEar(double rate_hz) : hop_(std::max(1, static_cast<int>(rate_hz / kHopsASecond))) {
  meter_.prepare(rate_hz, hop_, kWindowS);
}

void SoundEar::process(const float* in, int n) noexcept {
  for (int i = 0; i < n; ++i) {
    meter_.push(std::isfinite(in[i]) ? std::clamp(in[i], -100.f, 100.f) : 0.f);
    if (++filled_ < hop_) continue;
    filled_ = 0;
    meter_.finish_hop();
    onset_db_ = std::max(onset_db_, meter_.onset_db());
  }
}

HeardSound SoundEar::take() noexcept {
  const HeardSound heard{meter_.loudness_db(), onset_db_};
  onset_db_ = 0;
  return within_hearing(heard);
}

std::vector<HeardSound> heard_of(std::span<const float> samples, double rate_hz, size_t frames,
                                 double hop_s) {
  constexpr float kNothing[256] = {};
  SoundEar ear(rate_hz);
  std::vector<HeardSound> out;
  size_t at = 0;
  for (size_t n = 0; n < frames; ++n) {
    const auto end = static_cast<size_t>(std::llround(static_cast<double>(n) * hop_s * rate_hz));
    while (at < end) {
      const bool over = at >= samples.size();
      const size_t count = std::min<size_t>(end - at, over ? std::size(kNothing) : samples.size() - at);
      ear.process(over ? kNothing : samples.data() + at, static_cast<int>(count));
      at += count;
    }
    out.push_back(ear.take());
  }
  return out;
}

}  // namespace partials::dance
