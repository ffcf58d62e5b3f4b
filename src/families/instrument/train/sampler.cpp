// SPDX-License-Identifier: MIT
#include "families/instrument/train/sampler.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace partials {

Sampler::Sampler(const std::vector<Clip>& clips, int segment_frames, const Augmentation& augmentation,
                 uint64_t seed)
    : segment_frames_(segment_frames), augmentation_(augmentation), seed_(seed) {
  double total = 0;
  for (const Clip& c : clips) {
    frames_.push_back(c.frames());
    cumulative_.push_back(total += std::sqrt(static_cast<double>(std::max(1, c.frames()))));
  }
  for (double& c : cumulative_) c /= total;
}

Segment Sampler::draw(int64_t step, int lane) const {
  const uint64_t key = stream_key(seed_, static_cast<uint64_t>(step), static_cast<uint64_t>(lane));
  Segment s;
  const double u = random_unit(key, 0);
  s.clip =
      static_cast<int>(std::upper_bound(cumulative_.begin(), cumulative_.end(), u) - cumulative_.begin());
  s.clip = std::min(s.clip, static_cast<int>(frames_.size()) - 1);
  // Segments may start before the clip's first frame, in silence, so that onsets are drawn as often as other
  // parts.
  const int room = frames_[s.clip] - segment_frames_ / 2;
  s.first_frame = static_cast<int>(random_unit(key, 1) * (room + segment_frames_ / 2)) - segment_frames_ / 4;
  s.gain_db = static_cast<float>(augmentation_.gain_db * random_bipolar(key, 2));
  s.gain = std::pow(10.f, s.gain_db / 20);
  s.conditioning_pitch_ratio =
      std::exp2(static_cast<float>(augmentation_.pitch_semitones * random_bipolar(key, 3) / 12));
  s.conditioning_loudness_db = static_cast<float>(augmentation_.loudness_db * random_bipolar(key, 4));
  s.seed = random_bits(key, 5);
  return s;
}

}  // namespace partials
