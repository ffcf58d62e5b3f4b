// SPDX-License-Identifier: MIT
// Chooses the segment of a clip for each lane at a step, and its augmentation: a pure function of (seed,
// step, lane), so that a resumed run draws the same segments as an uninterrupted one, for any number of
// threads.
#pragma once
#include <cstdint>
#include <vector>

#include "families/instrument/train/clip.h"

namespace partials {

struct Augmentation {
  double gain_db = 6;  // loudness and audio together, uniform within +-gain_db
  // added to the decoder's conditioning pitch, uniform within +- (the sound's pitch is unchanged)
  double pitch_semitones = 0;
  double loudness_db = 0;  // added to the decoder's conditioning loudness, uniform within +-
};

struct Segment {
  int clip = 0;
  int first_frame = 0;  // includes the warm-up
  float gain = 1;       // on audio
  float gain_db = 0;
  float conditioning_pitch_ratio = 1;
  float conditioning_loudness_db = 0;
  uint64_t seed = 0;  // seed of the noise of this lane at this step
};

class Sampler {
 public:
  Sampler(const std::vector<Clip>& clips, int segment_frames, const Augmentation& augmentation,
          uint64_t seed);
  Segment draw(int64_t step, int lane) const;

 private:
  int segment_frames_;
  Augmentation augmentation_;
  uint64_t seed_;
  std::vector<int> frames_;
  std::vector<double> cumulative_;  // probability of each clip, by the square root of its length
};

}  // namespace partials
