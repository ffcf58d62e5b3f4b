// SPDX-License-Identifier: MIT
// What repeats.h compares: a take's speed at 10 Hz, and the rates of change of its channels at 50 Hz.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "families/motion/take.h"

namespace partials::motion {

inline constexpr double kPrintHopS = 0.1;
inline constexpr long kFineSteps = 5;  // of a hop: the resolution of a lag

class MovementPrint {
 public:
  explicit MovementPrint(const Take& take);

  long hops() const { return static_cast<long>(speeds_.size()); }
  // At every hop: the root of the channels' mean squared rate, each in its own standard deviations, smoothed
  // over half a second, so that half a hop of lag changes little.
  const std::vector<float>& speeds() const { return speeds_; }
  const std::map<std::string, size_t>& channels() const { return channels_; }  // canonical name: index
  double deviation(size_t channel) const { return deviations_[channel]; }      // of the rate
  long steps() const { return steps_; }
  // At a fine step from 0 to steps() - 1: how much each channel changes in the two hops around it. [channels]
  const float* rates(long step) const { return rates_.data() + static_cast<size_t>(step) * width_; }

 private:
  void measure();

  size_t width_ = 0;
  long steps_ = 0;
  std::map<std::string, size_t> channels_;
  std::vector<double> deviations_;
  std::vector<float> rates_;  // [steps][channels]
  std::vector<float> speeds_;
};

}  // namespace partials::motion
