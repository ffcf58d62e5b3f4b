// SPDX-License-Identifier: MIT
// What a mapping learns from demonstrations, in closed form: settings and weights of one processor. No random
// numbers and no iteration to convergence, so the same demonstrations give the same mapping. Allocates: on
// any thread but the one that plays.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "families/motion/demonstrations.h"

namespace partials::motion {

// Of one node; weights by the names that its processor gives them.
struct NodeFit {
  std::map<std::string, double> settings;
  std::map<std::string, std::vector<float>> weights;
};

struct RegressionFit {
  NodeFit node;  // kernel_map
  // Root of the mean squared error relative to the outputs' deviations: at examples that were left out, and
  // at the examples themselves. The first is 0 for fewer than three.
  double left_out_error = 0, residual = 0;
};

// A surface through the poses with wanted values that are not muted (motion/kernel_map.h). How far an example
// reaches, how much an input counts, and how strong the slope is are those with the least error at examples
// left out. It stays within the demonstrated range of every output and a tenth of it more. Refuses: no such
// pose, more than kMaxRegressionExamples.
inline constexpr size_t kMaxRegressionExamples = 2000;
inline constexpr double kRegressionMargin = 0.1;
Result<RegressionFit> fit_regression(const Demonstrations& demonstrations);

struct ClassesFit {
  NodeFit node;                     // kernel_classes
  std::vector<std::string> labels;  // of its classes
  double left_out_right = 0;        // share of the poses that are told apart when left out
};

// Votes of the poses with labels that are not muted (motion/kernel_classes.h). Reach and the weight of "none
// of these" follow from poses left out, each with its whole recording where its class has others; where no
// class was recorded twice, from how near the classes are. Refuses: no label, more than kMaxClasses labels or
// kMaxClassExamples poses.
inline constexpr size_t kMaxClasses = 256, kMaxClassExamples = 20000;
Result<ClassesFit> fit_classes(const Demonstrations& demonstrations);

struct FollowerFit {
  NodeFit node;                    // follower
  std::vector<std::string> names;  // of its gestures
};

// The newest example of every gesture that is not muted (motion/follower.h). Refuses: none, more than
// kMaxGestures.
inline constexpr size_t kMaxGestures = 256;
Result<FollowerFit> fit_follower(const Demonstrations& demonstrations);

}  // namespace partials::motion
