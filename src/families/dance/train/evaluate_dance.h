// SPDX-License-Identifier: MIT
// `partials eval` of a dance: how likely it finds takes that it was not trained on, and how it moves when it
// is left to itself, beside a plain LSTM where the training takes are given.
#pragma once
#include "families/dance/train/likelihood.h"
#include "families/dance/train/rollout.h"
#include "training/verbs.h"

namespace partials::dance {

struct TakeNats {
  std::string name;
  Nats nats;
};
// Of the takes that a model moves as: all, or those that follow. Throws std::runtime_error.
std::vector<TakeNats> nats_of_takes(const Model& model, const std::vector<std::string>& paths);

EvalResult evaluate_dance(const Model& model, const EvalRequest& request);

}  // namespace partials::dance
