// SPDX-License-Identifier: MIT
// From a sound's output to the host's: the dry input delayed by the effect's latency, mix, gain, bypass,
// limiter and the peak for meters. Gains move without a click.
//   [main-thread, while nothing plays] prepare;  [audio-thread] the rest: allocates, locks and waits never.
#pragma once
#include <vector>

#include "play/limiter.h"
#include "play/parameters.h"

namespace partials {

class OutputStage {
 public:
  // dry: the player has an input that can be mixed in.
  void prepare(double rate_hz, int max_block, int latency_samples, bool dry);
  void reset(const Values& values) noexcept;
  // Takes the input of n samples; in[channels], or none.
  void read_input(const float* const* in, int channels, int from, int n) noexcept;
  // wet[2] becomes the output; returns the highest absolute value.
  float process(float* const* wet, int n, const Values& values) noexcept;
  float limiter_gain() const noexcept { return limiter_.gain(); }
  size_t memory_bytes() const { return (2 * delay_[0].size() + 2 * dry_[0].size()) * sizeof(float); }

 private:
  bool has_dry_ = false;
  int latency_ = 0;
  float gain_ = 1, mix_ = 1, bypass_ = 0, smooth_ = 0.01f;
  std::vector<float> dry_[2], delay_[2];
  size_t delay_at_ = 0;
  Limiter limiter_;
};

}  // namespace partials
