// SPDX-License-Identifier: MIT
// `partials eval` of a dance: how likely it finds takes that it was not trained on, and how it moves when it
// is left to itself, beside a plain LSTM where the training takes are given.
#pragma once
#include "families/dance/train/likelihood.h"
#include "families/dance/train/performance.h"
#include "families/dance/train/rollout.h"
#include "training/verbs.h"

namespace partials::dance {

struct TakeNats {
  std::string name;
  Nats nats;
  Nats alone;                 // of one that follows: without its leader, who is where leaders are in the mean
  Nats in_silence;            // of one that hears sound: without it
  std::vector<Nats> seconds;  // nats of every second
};
// Of the takes that a model moves as: all, or those that follow. Throws std::runtime_error.
std::vector<TakeNats> nats_of_takes(const Model& model, const std::vector<std::string>& paths);

inline constexpr const char* kPlainName = "plain LSTM";
struct NamedRollout {
  std::string name;
  RolloutFigures figures;
};

struct DanceEvaluation {
  std::string model_name;
  std::vector<TakeNats> takes;
  Nats all, alone, in_silence;
  bool follows = false, hears = false;
  std::vector<NamedRollout> rollouts;                 // five seeds at temperature 1, and the plain LSTM at 0
  double rollout_s = 0, speed = 0, acceleration = 0;  // of the movement it learned from, m/s and m/s2
  Performance performance;                            // beside the first of the takes
  std::vector<nlohmann::json> curve;                  // of training, where known
  nlohmann::json card;
};

EvalResult evaluate_dance(const Model& model, const EvalRequest& request);

}  // namespace partials::dance
