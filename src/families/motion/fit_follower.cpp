// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "families/motion/fit.h"
#include "families/motion/input_scale.h"

namespace partials::motion {
namespace {

constexpr size_t kMostStates = 40;  // more follow no better: bench/mapping.cpp
// Neighbouring frames are alike, so a frame counts for less the more there are: an example that is followed
// closely gains as much against one that lies a deviation away as about seventy frames of independent noise.
constexpr double kIndependentFrames = 70;

std::vector<const GestureExample*> newest_of_each(const Demonstrations& from) {
  std::vector<const GestureExample*> chosen;
  for (const GestureExample& g : from.gestures()) {
    if (g.muted) continue;
    const auto same = std::find_if(chosen.begin(), chosen.end(),
                                   [&](const GestureExample* c) { return c->name == g.name; });
    if (same == chosen.end())
      chosen.push_back(&g);
    else if ((*same)->id < g.id)
      *same = &g;
  }
  return chosen;
}

// Mean over the gestures of each input's deviation within one.
std::vector<double> deviations(const std::vector<const GestureExample*>& gestures, size_t inputs) {
  std::vector<double> square(inputs, 0);
  std::vector<bool> moves(inputs, false);
  for (const GestureExample* g : gestures) {
    const ColumnScale s = column_scale({g->frames.begin(), g->frames.end()}, inputs);
    for (size_t d = 0; d < inputs; ++d) {
      if (s.constant[d]) continue;
      square[d] += s.deviation[d] * s.deviation[d] / static_cast<double>(gestures.size());
      moves[d] = true;
    }
  }
  for (size_t d = 0; d < inputs; ++d) square[d] = moves[d] ? std::sqrt(square[d]) : 0;
  return square;
}

// Mean of one input over the frames of one state.
double state_mean(const GestureExample& g, size_t inputs, size_t input, size_t state, size_t states) {
  const size_t frames = g.frames.size() / inputs;
  const size_t first = state * frames / states, end = std::max(first + 1, (state + 1) * frames / states);
  double sum = 0;
  for (size_t t = first; t < end; ++t) sum += g.frames[t * inputs + input];
  return sum / static_cast<double>(end - first);
}

}  // namespace

Result<FollowerFit> fit_follower(const Demonstrations& demonstrations) {
  const auto gestures = newest_of_each(demonstrations);
  const size_t inputs = static_cast<size_t>(demonstrations.inputs());
  if (gestures.empty())
    return Error{"There is no gesture to learn from; record one, with a name, or unmute one."};
  if (gestures.size() > kMaxGestures)
    return Error{"There are " + std::to_string(gestures.size()) + " gestures, but " +
                 std::to_string(kMaxGestures) + " are the most; mute or delete some."};
  size_t shortest = gestures[0]->frames.size() / inputs;
  double mean_frames = 0;
  for (const GestureExample* g : gestures) {
    const size_t frames = g->frames.size() / inputs;
    shortest = std::min(shortest, frames);
    mean_frames += static_cast<double>(frames) / static_cast<double>(gestures.size());
  }
  const size_t states = std::clamp<size_t>(shortest / 2, 2, kMostStates);
  FollowerFit fit;
  fit.node.settings = {{"gestures", static_cast<double>(gestures.size())},
                       {"states", static_cast<double>(states)}};
  auto& w = fit.node.weights;
  const std::vector<double> deviation = deviations(gestures, inputs);
  for (size_t d = 0; d < inputs; ++d) {
    w["scale"].push_back(static_cast<float>(deviation[d] > 0 ? 1 / deviation[d] : 0));
    for (const GestureExample* g : gestures)
      for (size_t s = 0; s < states; ++s)
        w["centre"].push_back(static_cast<float>(state_mean(*g, inputs, d, s, states)));
  }
  w["evidence"] = {static_cast<float>(std::clamp(kIndependentFrames / mean_frames, 0.02, 1.0))};
  for (const GestureExample* g : gestures) {
    const double frames = static_cast<double>(g->frames.size() / inputs);
    w["advance"].push_back(static_cast<float>(static_cast<double>(states) / frames));
    fit.names.push_back(g->name);
  }
  return fit;
}

}  // namespace partials::motion
