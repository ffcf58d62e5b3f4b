// SPDX-License-Identifier: MIT
// The objective of an instrument: segments of clips, drawn at random and augmented, and the spectral loss of
// the model's output for their pitch and loudness. The graph's inputs are: f0_hz and loudness_db (the true
// values), conditioning_f0_hz and conditioning_loudness_db (the decoder's conditioning; augmented in
// training, equal to the true values when playing), age_s and struck_db. Inputs that a graph lacks are left
// out.
#pragma once
#include <memory>
#include <vector>

#include "families/instrument/train/clip.h"
#include "families/instrument/train/sampler.h"
#include "learn/losses.h"
#include "learn/objective.h"

namespace partials {

class InstrumentObjective final : public Objective {
 public:
  // Clips and sampler are shared by all workers and outlive them.
  static Result<std::unique_ptr<Objective>> create(const Graph& graph, const SegmentShape& shape,
                                                   const LossConfig& loss,
                                                   std::shared_ptr<const std::vector<Clip>> clips,
                                                   std::shared_ptr<const Sampler> sampler);

  const std::vector<std::string>& outputs() const override;
  void draw(int64_t step, int group, uint64_t* seeds) override;
  void give(Plan<float>& plan, const Call& call) noexcept override;
  double value_and_gradient(const float* const* values, float* const* gradients) noexcept override;
  size_t memory_bytes() const override { return loss_.memory_bytes() + target_.size() * sizeof(float); }

 private:
  explicit InstrumentObjective(GroupLoss loss) : loss_(std::move(loss)) {}

  GroupLoss loss_;
  std::shared_ptr<const std::vector<Clip>> clips_;
  std::shared_ptr<const Sampler> sampler_;
  FrameClock clock_;
  SegmentShape shape_;
  std::vector<Segment> segments_;  // [lanes]
  std::vector<float> target_;      // [samples][lanes]
};

}  // namespace partials
