// SPDX-License-Identifier: MIT
// Which stretch of which clip a lane hears at a step, and how it is varied: a pure function of (seed, step,
// lane), so that a resumed run draws what the uninterrupted one would have drawn, whatever the threads.
#pragma once
#include <cstdint>
#include <vector>

#include "families/instrument/train/clip.h"

namespace partials {

struct Augmentation {
  double gain_db = 6;  // loudness and audio together, uniform within +-gain_db
  // what the decoder is told of the pitch, uniform within +- (the sound keeps its own)
  double pitch_semitones = 0;
  double loudness_db = 0;  // what the decoder is told of the loudness, uniform within +-
};

struct Segment {
  int clip = 0;
  int first_frame = 0;  // includes the warm-up
  float gain = 1;       // on audio
  float gain_db = 0;
  float conditioning_pitch_ratio = 1;
  float conditioning_loudness_db = 0;
  uint64_t seed = 0;  // names the noise of this lane at this step
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
  std::vector<double> cumulative_;  // chance of each clip, by the square root of its length
};

}  // namespace partials
