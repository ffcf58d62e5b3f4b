// SPDX-License-Identifier: MIT
// The analyser of training and playing (analysis/analyser.h) as signals: f0 in Hz (0: none), A-weighted
// loudness in dB, confidence 0..1. They do not depend on the block.
#pragma once
#include "analysis/heard_hops.h"
#include "patch/signal_object.h"

namespace partials::patch {

class HearObject final : public SignalObject {
 public:
  // words: the lowest pitch to be heard as a key; none: the analyser's own. The higher it is, the less
  // latency low notes have.
  static Result<HearObject> make(Words words);

  int inlets() const override { return 1; }
  int outlets() const override { return 3; }
  Result<void> prepare(double rate_hz, int block) override;
  void perform(const float* const* in, float* const* out, int n) noexcept PARTIALS_NONBLOCKING override;

 private:
  AnalyserSettings settings_;
  HeardHops hops_;
  double rate_hz_ = 0;
};

}  // namespace partials::patch
