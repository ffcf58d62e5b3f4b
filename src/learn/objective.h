// SPDX-License-Identifier: MIT
// The objective of a training: it chooses the example of each lane, fills the inputs of the graph, and
// computes the loss of its outputs. One object per worker, called once per segment and once per piece of it.
// Everything is allocated before the first draw.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/plan.h"

namespace partials {

// The shape of every segment of a training; frames of the graph's clock, samples at its reference rate.
struct SegmentShape {
  int width = 8;        // lanes
  int warm_up = 0;      // frames at its start that the loss ignores
  int frames = 0;       // with the warm-up
  int64_t samples = 0;  // with the warm-up; 0: the graph has no audio
  int64_t unheard = 0;  // samples of the warm-up
};

class Objective {
 public:
  virtual ~Objective() = default;

  // The measured outputs. Their values are passed for the whole segment.
  virtual const std::vector<std::string>& outputs() const = 0;

  // Chooses the examples of the lanes of a group at a step: a pure function of (seed, step, group), so that a
  // resumed run draws the same examples as an uninterrupted one. seeds[width]: the noise of each lane.
  virtual void draw(int64_t step, int group, uint64_t* seeds) = 0;

  // Fills the plan's inputs for a call, whose frames and samples count from the segment's start.
  virtual void give(Plan<float>& plan, const Call& call) noexcept = 0;

  // values[i], of outputs()[i]: [time][channels][lanes] of the whole segment. gradients[i] has the same shape
  // and starts at zero. Mean over lanes.
  virtual double value_and_gradient(const float* const* values, float* const* gradients) noexcept = 0;

  virtual size_t memory_bytes() const = 0;
};

}  // namespace partials
