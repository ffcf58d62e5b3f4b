// SPDX-License-Identifier: MIT
#include "families/conductor/train/evaluate_conductor.h"

#include "base/need.h"

namespace partials::conductor {

Judged judge_takes(const Model& model, const std::vector<motion::Take>& takes) {
  Judged out;
  const double hop_s = static_cast<double>(model.graph.hop_num) / static_cast<double>(model.graph.hop_den);
  for (const motion::Take& take : takes) {
    const Truth truth = need(truth_of(take));
    const Heard heard[kListeners] = {need(model_hears(model, take, "")),
                                     need(turning_points(take, "", hop_s)),
                                     need(oscillator(take, "", hop_s))};
    JudgedTake judged{take.name, take.person, {}};
    for (size_t i = 0; i < kListeners; ++i) {
      judged.scores[i] = score(truth, heard[i]);
      out.all[i].add(judged.scores[i]);
      out.who[i] = heard[i].who;
    }
    out.takes.push_back(std::move(judged));
  }
  return out;
}

}  // namespace partials::conductor
