// SPDX-License-Identifier: MIT
// The training loss: a weighted sum of terms, each a mean over the frames of a group of lanes
// (learn/loss_term.h).
//   linear, log  multi-resolution spectral loss over scales_s, |s - S| and |ln s - ln S|, 75 % overlap
//   mel          log-mel distance in dB, the judge's measure: 128 Slaney bands, 20 to 16 000 Hz
//   loudness     A-weighted level in dB;  amplitude   RMS level in dB
// Times are in seconds; windows become the nearest fast transform size at the rate. Levels below floor_db (0
// dB: mean square one), and more than range_db below the loudest band of the lane's target, have a decreasing
// weight.
#pragma once
#include <memory>
#include <vector>

#include "base/arena.h"
#include "base/cpu.h"
#include "base/result.h"
#include "learn/loss_bands.h"
#include "learn/loss_term.h"

namespace partials {

struct LossConfig {
  // 4096 .. 128 at 44.1 kHz
  std::vector<double> scales_s = {0.09288, 0.04644, 0.02322, 0.01161, 0.005805, 0.0029025};
  double linear = 1, log = 1, log_eps = 1e-5;  // eps of the magnitudes, as DDSP
  // linear, log: bins above do not count (a model without output there would fill them by leakage); 0: all
  double max_hz = 0;
  double mel = 0, mel_window_s = 2048 / 44100.0, mel_hop_s = 512 / 44100.0, mel_min_hz = 20,
         mel_max_hz = 16000;
  int mel_bands = 128;
  double loudness = 0, amplitude = 0, level_window_s = 0.0464, level_hop_s = 0.0116;
  double floor_db = -100, range_db = 60;
};

// The loss of one group of lanes, S float (1, 8 or 16 lanes) or double (1 lane, the reference). All memory is
// allocated by create; for one thread at a time.
template <class S>
class BasicLoss {
 public:
  static Result<BasicLoss> create(const LossConfig& config, double rate_hz, int width, int samples,
                                  Isa isa = best_isa());
  BasicLoss(BasicLoss&&) noexcept = default;
  BasicLoss& operator=(BasicLoss&&) noexcept = default;

  // Mean over lanes of lane weight times loss; pred and target [samples][lanes]. Writes the gradient to
  // d_pred [samples][lanes] unless null.
  double value_and_gradient(const S* pred, const S* target, S* d_pred) noexcept;

  // For a target that is used more than once: stores its magnitudes (stored_bytes(), allocated by the first
  // call).
  bool analyse_target(const S* target);
  double value_and_gradient_of_stored(const S* pred, S* d_pred) noexcept;

  void set_lane_weights(const S* weights) noexcept;  // [lanes]; initially all 1
  size_t memory_bytes() const { return memory_.size() + stored_.size(); }
  size_t stored_bytes() const;
  const std::vector<LossTerm>& terms() const { return terms_; }

 private:
  BasicLoss() = default;
  double run(const S* pred, const S* target, bool stored, S* d_pred) noexcept;

  const LossKernel<S>* kernel_ = nullptr;
  int samples_ = 0;
  std::vector<LossTerm> terms_;
  std::vector<std::unique_ptr<LossBands>> bands_;
  std::vector<size_t> work_at_, band_target_at_, stored_at_;
  std::vector<S> lane_weights_;
  Arena memory_, stored_;
};

using GroupLoss = BasicLoss<float>;
extern template class BasicLoss<float>;
extern template class BasicLoss<double>;

}  // namespace partials
