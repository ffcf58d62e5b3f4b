// SPDX-License-Identifier: MIT
// How likely a model finds real movement: the mean of -ln of the density of the next pose, in nats a number
// (numbers are standardised, so repeating the last pose gives about 0.15), beside plain predictions whose
// errors are normal with the deviation that they have on the training side.
#pragma once
#include <string>
#include <vector>

#include "families/dance/train/dance_takes.h"

namespace partials::dance {

struct Nats {
  double model = 0, ar2 = 0;
  size_t frames = 0;
  double below_ar2() const { return ar2 - model; }
};

// Of an example of example_of(). Throws where graph and example do not fit.
Nats nats_of(const Graph& graph, const std::vector<float>& weights, const DancePart& part,
             const Example& example);
// The same of every second of it.
std::vector<Nats> nats_of_seconds(const Graph& graph, const std::vector<float>& weights,
                                  const DancePart& part, const Example& example);
// Of all frames together.
Nats mean_of(const std::vector<Nats>& all);

}  // namespace partials::dance
