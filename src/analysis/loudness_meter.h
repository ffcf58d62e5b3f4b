// SPDX-License-Identifier: MIT
// A-weighted loudness of a stream: the curve of IEC 61672-1 as one-pole filters at any rate (high-passes by
// the bilinear transform; the pole pair at 12.2 kHz matched in gain at zero, 8 kHz and the Nyquist frequency,
// after Vicanek 2016), then the power mean under a Hann window of whole hops, then dB. Power is averaged,
// never dB. Sums are exact per hop, so they do not drift.
#pragma once

namespace partials {

class LoudnessMeter {
 public:
  static constexpr int kMaxHops = 64;

  void prepare(double rate_hz, int hop_samples, double window_s);
  void reset() noexcept;
  void push(float x) noexcept;
  void finish_hop() noexcept;

  float loudness_db() const { return loudness_db_; }
  float fast_db() const { return fast_db_; }  // of the last two hops
  float onset_db() const { return onset_db_; }
  double latency_s() const { return 0.5 * hops_ * hop_samples_ / rate_hz_; }

 private:
  struct Stage {
    double b0, b1, a1, x1, y1;
  };  // y = b0 x + b1 x1 - a1 y1
  static constexpr int kStages = 6;

  static Stage low_pass(double cutoff_hz, double rate_hz);

  double rate_hz_ = 44100;
  int hop_samples_ = 64, hops_ = 12, at_ = 0;
  double gain_ = 1;
  Stage stages_[kStages] = {};
  double sum_ = 0;
  double power_[kMaxHops] = {};   // mean square of each of the last hops, a ring
  double weight_[kMaxHops] = {};  // oldest first, sum 1
  float loudness_db_ = -120, fast_db_ = -120, onset_db_ = 0;
};

}  // namespace partials
