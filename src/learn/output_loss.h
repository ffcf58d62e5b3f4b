// SPDX-License-Identifier: MIT
// Losses of one output of a graph against a track, as data: kind, output, target and weight. Values are
// [time][channels][lanes]; every loss is the mean over lanes of a figure per lane.
//   squared_error   mean (p - t)^2 over times and channels
//   esr             error to signal ratio, sum (p - t)^2 / (sum t^2 + 1e-8) (Wright et al. 2020)
//   cross_entropy   mean over times of -sum_c t_c log softmax(p)_c; the channels are classes, t a
//   distribution or one-hot mixture_density mean over times of -log sum_k w_k prod_d N(t_d; m_kd, s_kd)
//   (Bishop 1994); p holds, for k components of a target of d
//                   channels, k logits of w, then k d means, then k d values of log s
#pragma once
#include <string>

#include "base/result.h"

namespace partials {

enum class LossKind { squared_error, esr, cross_entropy, mixture_density };

struct OutputLoss {
  LossKind kind = LossKind::squared_error;
  std::string output, target;  // of the graph; a track of the examples
  double weight = 1;
};

// The loss of a name ("squared_error" ...), or an error.
Result<LossKind> loss_kind(const std::string& name);
const char* name_of(LossKind kind);

// times x lanes of `channels` predicted and `target_channels` target values, S float or double. Adds the
// gradient, times `scale`, to d. Returns the loss. noexcept, nothing allocated.
template <class S>
double loss_and_gradient(LossKind kind, const S* p, const S* t, S* d, size_t times, int channels,
                         int target_channels, int lanes, double scale) noexcept;

// The number of channels that an output must have for a target; 0: any number of components
// (mixture_density), see above.
int channels_for(LossKind kind, int target_channels);

}  // namespace partials
