// SPDX-License-Identifier: MIT
// Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019), clipping of the
// gradient's norm, a learning rate that warms up and then falls, and an exponential moving average of the
// weights, which is the one to play. Steps are pure functions of state and gradient, so a saved state resumes
// bit for bit.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/weights.h"

namespace partials {

enum class Fall { inverse_root, exponential, cosine };

struct AdamConfig {
  double learning_rate = 3e-3;
  double beta1 = 0.9, beta2 = 0.99, epsilon = 1e-8;
  double weight_decay = 0;  // of matrices, per step, times the learning rate
  double clip_norm = 0;     // 0: no clipping
  int warm_up_steps = 20;   // linear from 0
  // The factor on the rate at `step`, d = decay_steps (0: always 1), never below floor:
  //   inverse_root 1 / sqrt(1 + step / d)    exponential 2^(-step / d)
  //   cosine (1 + cos(pi min(1, step / d))) / 2
  Fall fall = Fall::inverse_root;
  int decay_steps = 300;
  double floor = 0;
  double average = 0.98;  // of the moving average, reached as min(average, (1 + step) / (10 + step))
};

// The step from which the rate stays below `share` of its maximum; 0: it never does.
int64_t falls_below(const AdamConfig& config, double share);

class Adam {
 public:
  Adam() = default;
  Adam(const AdamConfig& config, const WeightTable& table, const std::vector<float>& weights);

  // returns the gradient's norm
  double step(std::vector<float>& weights, const std::vector<float>& gradient);
  int64_t steps() const { return steps_; }
  double learning_rate() const;  // of the next step
  const std::vector<float>& averaged() const { return averaged_; }

  std::string save() const;
  Result<void> restore(const std::string& bytes);

 private:
  AdamConfig config_;
  WeightTable table_;
  std::vector<uint8_t> decays_;
  std::vector<float> mean_, square_, averaged_;
  int64_t steps_ = 0;
};

}  // namespace partials
