// SPDX-License-Identifier: MIT
// How the channels of a recording become one. The rule is their mean; it fails where one is silent (the sound
// loses 6 dB), where one is inverted (they cancel each other) and where one comes later (a comb filter).
// Those are found in what the channels share.
#pragma once
#include <complex>
#include <cstdint>
#include <string>
#include <vector>

namespace partials {

struct ChannelMix {
  std::vector<float> weights;  // [channels]
  std::string what;            // what is odd, for a person; empty where the mean is right
};

// Gathers while a recording is read, then judges.
class ChannelStatistics {
 public:
  ChannelStatistics(int channels, double rate_hz);
  void add(const float* interleaved, int64_t frames);
  ChannelMix mix() const;

 private:
  double correlation(int a, int b) const;
  // Samples by which the second of two channels comes later than the first, where it is a copy of it; 0 for
  // none.
  int64_t delay() const;

  int channels_;
  double rate_hz_;
  int64_t frames_ = 0;
  std::vector<double> slow_;                   // [channels] running mean, which is left out
  std::vector<double> shared_;                 // [channels][channels] sums of products
  std::vector<std::complex<double>> excerpt_;  // of two channels, from where the sound begins
};

}  // namespace partials
