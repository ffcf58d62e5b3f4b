// SPDX-License-Identifier: MIT
// How well labels of movement are told, causally and at every frame, where a person, a session or a take was
// held out; and, as a warning, how well where frames were dealt at random, so that their neighbours are
// known.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "families/motion/split_takes.h"
#include "families/motion/take.h"

namespace partials::motion {

enum class LabelMethod {
  votes,  // moments over half a second, votes of examples, steadied: as a mapping of poses
  hands,  // hands against their resting place, multinomial logistic regression
};

struct LabelFigures {
  double right = 0;     // share of the frames
  double macro_f1 = 0;  // mean over the labels of 2 hits / (said + true)
  size_t frames = 0;    // with a label that the learning side knows
};

struct LabelEvaluation {
  LabelFigures held_out, dealt_at_random;
  std::string split;  // a sentence
};

// Frames without a label, and those whose label was not learned, do not count. Refuses: takes of other
// channels than the first, none with labels, too few to hold one out.
Result<LabelEvaluation> evaluate_labels(const std::vector<Take>& takes, HoldOut hold_out, LabelMethod method);

}  // namespace partials::motion
