// SPDX-License-Identifier: MIT
// Multinomial logistic regression: likelihoods of classes that are linear in the features before the softmax.
// Its loss is convex; every step solves the same bound of its curvature (Boehning 1992), so nothing is random
// and nothing is tuned.
#pragma once
#include <cstddef>
#include <vector>

namespace partials::motion {

struct SoftmaxFit {
  std::vector<double> w;  // [classes][features]
  std::vector<double> b;  // [classes]
};

struct SoftmaxOptions {
  double decay = 0.07;  // of squared weights, against the mean loss of a frame
  int steps = 60;
  // 1: likelihoods as often as the classes occur; 0: as if all occurred equally often
  double prior = 1;
};

// x [n][features], about of deviation 1; label [n] in 0 .. classes - 1.
SoftmaxFit fit_softmax(const std::vector<float>& x, size_t features, const std::vector<size_t>& label,
                       size_t classes, const SoftmaxOptions& options);

}  // namespace partials::motion
