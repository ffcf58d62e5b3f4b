// SPDX-License-Identifier: MIT
// One term of a training loss, as plain data that crosses to the code of an instruction set. Frames are Hann
// windows (periodic) entirely within the signal, hop by hop from its first sample; a signal shorter than a
// window is one frame, padded with silence. With S the target's and s the prediction's magnitudes |STFT| (not
// normalised), a term is, per lane,
//   bins:   linear * mean |s - S|  +  log * mean |ln max(s, eps) - ln max(S, eps)|   over frames and bins
//   bands:  log * mean |10 log10 (p_b + floor) - 10 log10 (P_b + floor)|  (dB)   over frames and bands;
//           P_b = sum_k weight_bk |X_k|^2,
//           floor = max(floor_power, range_power * the lane's largest P_b of the target)
// The value of a call is the mean over lanes of lane weight times term.
#pragma once
#include <cstddef>
#include <cstdint>

#include "base/cpu.h"

namespace partials {

struct LossTerm {
  int window = 0, hop = 0;  // samples; window even, 2^a 3^b 5^c
  int samples = 0;          // of the signals
  double linear = 0, log = 0, log_eps = 1e-5;
  int highest = 0;  // number of bins that count; 0: all
  // Bands, if there are any: band b covers bins first[b] .. first[b] + count[b] - 1; its weights follow those
  // of band b - 1.
  int bands = 0;
  const int32_t* first = nullptr;
  const int32_t* count = nullptr;
  const double* weights = nullptr;
  double floor_power = 0, range_power = 0;

  constexpr int frames() const { return samples <= window ? 1 : 1 + (samples - window) / hop; }
  constexpr int bins() const { return window / 2 + 1; }
  constexpr int compared() const { return highest ? highest : bins(); }
};

// One number type and lane width. Signals are [samples][lanes]. Sizes in bytes; memory is 64-byte aligned and
// owned by the caller: `work` (filled by prepare, used by one thread at a time) and `stored` (what
// analyse_target keeps of a target).
template <class S>
struct LossKernel {
  int width;
  size_t (*work_bytes)(const LossTerm&);
  size_t (*stored_bytes)(const LossTerm&);
  void (*prepare)(const LossTerm&, void* work);
  void (*analyse_target)(const LossTerm&, void* work, const S* target, void* stored);
  // Returns the value; adds its gradient to d_pred unless null. The target comes from `stored` or, for bins,
  // if that is null, from `target`, at the cost of one more transform per frame. lane_weights [lanes].
  double (*value_and_gradient)(const LossTerm&, void* work, const S* pred, const S* target,
                               const void* stored, const S* lane_weights, S* d_pred);
};

struct LossTable {
  LossKernel<float> w1, w8, w16;
  LossKernel<double> reference;  // only in the base table
};
const LossTable& loss_table(Isa isa);  // in learn/losses.cpp

}  // namespace partials
