// SPDX-License-Identifier: MIT
// How the channels of a recording are mixed to one. The rule is their mean; it fails if one is silent (a loss
// of 6 dB), inverted (cancellation) or delayed (a comb filter). These cases are detected from the correlation
// of the channels.
#pragma once
#include <complex>
#include <cstdint>
#include <string>
#include <vector>

namespace partials {

struct ChannelMix {
  std::vector<float> weights;  // [channels]
  std::string what;            // the problem, for display; empty if the mean is right
};

// Collects statistics while a recording is read, then decides.
class ChannelStatistics {
 public:
  ChannelStatistics(int channels, double rate_hz);
  void add(const float* interleaved, int64_t frames);
  ChannelMix mix() const;

 private:
  double correlation(int a, int b) const;
  // The delay in samples of the second of two channels relative to the first, if it is a copy of it; 0 for
  // none.
  int64_t delay() const;

  int channels_;
  double rate_hz_;
  int64_t frames_ = 0;
  std::vector<double> slow_;                   // [channels] running mean, which is removed
  std::vector<double> shared_;                 // [channels][channels] sums of products
  std::vector<std::complex<double>> excerpt_;  // of two channels, from the start of the sound
};

}  // namespace partials
