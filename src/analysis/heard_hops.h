// SPDX-License-Identifier: MIT
// The analyser hop by hop: which sample of a block ends a hop, and what was heard by then.
//   [main-thread] prepare;  [audio-thread] the rest: noexcept, nothing allocated.
#pragma once
#include <algorithm>

#include "analysis/analyser.h"

namespace partials {

class HeardHops {
 public:
  Result<void> prepare(double rate_hz, const AnalyserSettings& settings) {
    filled_ = 0;
    return analyser_.prepare(rate_hz, settings);
  }
  void reset() noexcept {
    filled_ = 0;
    analyser_.reset();
  }
  // tell(index of the last sample of a hop, const Features&), for every hop that ends within n samples.
  template <class Tell>
  void process(const float* in, int n, Tell&& tell) noexcept {
    for (int at = 0; at < n;) {
      const int step = std::min(n - at, analyser_.hop_samples() - filled_);
      analyser_.process(in + at, step);
      at += step;
      filled_ += step;
      if (filled_ < analyser_.hop_samples()) continue;
      filled_ = 0;
      tell(at - 1, analyser_.newest());
    }
  }
  const Features& newest() const noexcept { return analyser_.newest(); }
  int hop_samples() const noexcept { return analyser_.hop_samples(); }

 private:
  Analyser analyser_;
  int filled_ = 0;  // samples of the current hop
};

}  // namespace partials
