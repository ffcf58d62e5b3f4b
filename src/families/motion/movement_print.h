// SPDX-License-Identifier: MIT
// What repeats.h compares: the rates of change of a take's channels, and its speed, both at 10 Hz.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "families/motion/take.h"

namespace partials::motion {

inline constexpr double kPrintHopS = 0.1;

class MovementPrint {
 public:
  explicit MovementPrint(const Take& take);

  size_t frames() const { return speeds_.size(); }
  // At frame * kPrintHopS: the root of the channels' mean squared rate, each in its own standard deviations,
  // smoothed over half a second, so that half a hop of lag changes little.
  const std::vector<float>& speeds() const { return speeds_; }
  const std::map<std::string, size_t>& channels() const { return channels_; }  // canonical name: index
  double deviation(size_t channel) const { return deviations_[channel]; }      // of the rate, in units/hop
  // Change of a channel from half a hop before time_s to half a hop after.
  double rate(size_t channel, double time_s) const;

 private:
  double value(size_t channel, double time_s) const;

  Take take_;  // NaN filled with what was before
  double start_s_ = 0;
  std::map<std::string, size_t> channels_;
  std::vector<double> deviations_;
  std::vector<float> speeds_;
};

}  // namespace partials::motion
