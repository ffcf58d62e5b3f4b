// SPDX-License-Identifier: MIT
#include "families/dance/train/evaluate_dance.h"

#include <algorithm>
#include <memory>

#include "base/need.h"
#include "base/option_name.h"
#include "families/dance/train/dance_report.h"
#include "families/dance/train/material.h"
#include "families/dance/train/plain_model.h"
#include "report/card_rows.h"

namespace partials::dance {
namespace {

constexpr uint64_t kSeeds = 5;
constexpr double kRolloutS = 600, kShownS = 20;
constexpr int64_t kPlainSteps = 100;

double rate_of(const Model& model) {
  return static_cast<double>(model.graph.hop_den) / static_cast<double>(model.graph.hop_num);
}
bool follows(const Model& model) { return part_of(model).leader.size() > 0; }
bool hears(const Model& model) { return part_of(model).sound.size() > 0; }

Model plain_of(const Model& model, const EvalRequest& request) {
  DanceTakes dances = read_dances(request.against, rate_of(model));
  auto roles = roles_of(dances, follows(model));
  add_swapped(roles);
  add_mirrored(dances, roles);
  return plain_model(dances, roles, model.card.seed, kPlainSteps);
}

// What the takes sound like, one after the other.
std::vector<HeardSound> sounds_of(const DanceTakes& dances) {
  std::vector<HeardSound> all;
  for (const DanceTake& take : dances.takes) all.insert(all.end(), take.sound.begin(), take.sound.end());
  return all;
}

std::vector<NamedRollout> rollouts_of(const std::shared_ptr<const Model>& model, const DanceTakes& dances,
                                      const EvalRequest& request) {
  std::vector<NamedRollout> all;
  const std::vector<HeardSound> sound = sounds_of(dances);
  for (uint64_t seed = 1; seed <= kSeeds; ++seed)
    all.push_back({"seed " + std::to_string(seed), need(roll_out(model, {1, seed}, kRolloutS, sound))});
  if (request.against.empty()) return all;
  request.say("Training a plain LSTM on the takes of " + option("against") + " ...");
  const auto plain = std::make_shared<const Model>(plain_of(*model, request));
  all.push_back({kPlainName, need(roll_out(plain, {0, 1}, kRolloutS, sound))});
  return all;
}

// The model goes on where the first of the takes is after its priming.
Performance shown(const std::shared_ptr<const Model>& model, const DanceTakes& dances) {
  PerformanceRequest request;
  request.seconds = kShownS;
  const Role role = roles_of(dances, follows(*model)).front();
  request.prime = dances.takes[role.own].path;
  if (follows(*model)) request.leader = dances.takes[role.leader].path;
  return perform(model, request);
}

DanceTakes takes_for(const Model& model, const std::vector<std::string>& paths) {
  need(mixture_of(model));
  DanceTakes dances = read_dances(paths, rate_of(model));
  need(same_body(part_of(model).rig, dances.rig));
  return dances;
}

std::vector<TakeNats> nats_of_takes(const Model& model, const DanceTakes& dances) {
  const DancePart& part = part_of(model);
  std::vector<TakeNats> out;
  for (const Example& e : examples_of(part, dances, roles_of(dances, follows(model)))) {
    std::vector<Nats> seconds = nats_of_seconds(model.graph, model.weights, part, e);
    const Nats all = mean_of(seconds);
    out.push_back({e.name, all, all, all, std::move(seconds)});
    if (follows(model)) {
      Example alone = e;
      std::vector<float>& heard = alone.tracks.at("leader").values;
      std::fill(heard.begin(), heard.end(), 0.f);
      out.back().alone = nats_of(model.graph, model.weights, part, alone);
    }
    if (hears(model)) {
      Example silent = e;
      std::vector<float>& heard = silent.tracks.at("sound").values;
      for (size_t at = 0; at < heard.size(); at += kHeardOfSound) hear_sound(part.sound, {}, &heard[at]);
      out.back().in_silence = nats_of(model.graph, model.weights, part, silent);
    }
  }
  return out;
}

}  // namespace

std::vector<TakeNats> nats_of_takes(const Model& model, const std::vector<std::string>& paths) {
  return nats_of_takes(model, takes_for(model, paths));
}

EvalResult evaluate_dance(const Model& model, const EvalRequest& request) {
  const DanceTakes dances = takes_for(model, request.data);
  const auto own = std::make_shared<const Model>(model);
  auto e = std::make_shared<DanceEvaluation>();
  e->model_name = model.card.name.empty() ? request.model_name : model.card.name;
  e->takes = nats_of_takes(model, dances);
  std::vector<Nats> all, alone, in_silence;
  for (const TakeNats& t : e->takes) {
    all.push_back(t.nats);
    alone.push_back(t.alone);
    in_silence.push_back(t.in_silence);
  }
  e->all = mean_of(all);
  e->alone = mean_of(alone);
  e->in_silence = mean_of(in_silence);
  e->follows = follows(model);
  e->hears = hears(model);
  e->rollouts = rollouts_of(own, dances, request);
  e->rollout_s = kRolloutS;
  e->speed = part_of(model).speed;
  e->acceleration = part_of(model).acceleration;
  e->performance = shown(own, dances);
  e->curve = request.curve;
  e->card = card_of(model);
  return {text_of(*e),
          json_of(*e),
          {{"unseen_nats", e->all.model}, {"unseen_below_ar2", e->all.below_ar2()}},
          [e](const ReportAdditions&) { return report_html(*e); },
          {}};
}

}  // namespace partials::dance
