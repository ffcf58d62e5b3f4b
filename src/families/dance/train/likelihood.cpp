// SPDX-License-Identifier: MIT
#include "families/dance/train/likelihood.h"

#include "base/need.h"
#include "learn/track_objective.h"

namespace partials::dance {

Nats nats_of(const Graph& graph, const std::vector<float>& weights, const DancePart& part,
             const Example& example) {
  const Track& residual = example.tracks.at("residual");
  const auto channels = static_cast<double>(residual.channels);
  const double sum =
      need(loss_on(graph, weights, {example}, {LossKind::mixture_density, "mixture", "residual", 1}));
  return {sum / channels + mean_log(part.ar.spread), normal_nats(residual.values, part.ar.spread),
          residual.times()};
}

Nats mean_of(const std::vector<Nats>& all) {
  Nats mean;
  for (const Nats& n : all) {
    mean.frames += n.frames;
    mean.model += n.model * static_cast<double>(n.frames);
    mean.ar2 += n.ar2 * static_cast<double>(n.frames);
  }
  if (mean.frames == 0) return mean;
  mean.model /= static_cast<double>(mean.frames);
  mean.ar2 /= static_cast<double>(mean.frames);
  return mean;
}

}  // namespace partials::dance
