// SPDX-License-Identifier: MIT
#include "families/dance/train/evaluate_dance.h"

#include <fmt/format.h>

#include <memory>

#include "base/need.h"
#include "base/printable.h"
#include "families/dance/train/material.h"
#include "families/dance/train/plain_model.h"

namespace partials::dance {
namespace {

using nlohmann::json;

constexpr int kSeeds = 5;
constexpr double kRolloutS = 600;
constexpr int64_t kPlainSteps = 350;

struct Named {
  std::string name;
  RolloutFigures figures;
};

double rate_of(const Model& model) {
  return static_cast<double>(model.graph.hop_den) / static_cast<double>(model.graph.hop_num);
}

std::vector<Named> rollouts(const Model& model, const EvalRequest& request) {
  std::vector<Named> all;
  const auto own = std::make_shared<const Model>(model);
  for (uint64_t seed = 1; seed <= kSeeds; ++seed)
    all.push_back({fmt::format("seed {}", seed), need(roll_out(own, {1, seed}, kRolloutS))});
  if (request.against.empty()) return all;
  request.say("Training a plain LSTM on the takes of --against ...");
  DanceTakes dances = read_dances(request.against, rate_of(model));
  auto roles = roles_of(dances, part_of(model).leader.size() > 0);
  add_mirrored(dances, roles);
  const auto plain = std::make_shared<const Model>(plain_model(dances, roles, model.card.seed, kPlainSteps));
  all.push_back({"plain LSTM", need(roll_out(plain, {0, 1}, kRolloutS))});
  return all;
}

std::string row(const std::string& name, const Nats& n) {
  return fmt::format("{:<24} {:>7.3f} {:>7.3f} {:>12.3f}\n", printable(name).substr(0, 24), n.model, n.ar2,
                     n.below_ar2());
}
json row_json(const std::string& name, const Nats& n) {
  return {{"name", name},
          {"nats", n.model},
          {"ar2_nats", n.ar2},
          {"below_ar2", n.below_ar2()},
          {"frames", n.frames}};
}

std::string row(const Named& r) {
  const RolloutFigures& f = r.figures;
  const std::string still =
      f.still_after_s + 1 > f.seconds ? "never" : fmt::format("after {:.0f} s", f.still_after_s);
  return fmt::format("{:<24} {:>4.2f} to {:<5.2f} {:>4.2f} to {:<5.2f} {:>8.2f} % {:>12}\n", r.name,
                     f.slowest, f.fastest, f.softest, f.hardest, 100 * f.outside, still);
}
json row_json(const Named& r) {
  const RolloutFigures& f = r.figures;
  return {{"name", r.name},       {"slowest", f.slowest},
          {"fastest", f.fastest}, {"softest", f.softest},
          {"hardest", f.hardest}, {"outside", f.outside},
          {"seconds", f.seconds}, {"still_after_s", f.still_after_s},
          {"lively", f.lively()}, {"times_real_time", f.times_real_time}};
}

}  // namespace

std::vector<TakeNats> nats_of_takes(const Model& model, const std::vector<std::string>& paths) {
  need(mixture_of(model));
  const DancePart& part = part_of(model);
  const DanceTakes dances = read_dances(paths, rate_of(model));
  need(same_body(part.rig, dances.rig));
  std::vector<TakeNats> out;
  for (const Example& e : examples_of(part, dances, roles_of(dances, part.leader.size() > 0)))
    out.push_back({e.name, nats_of(model.graph, model.weights, part, e)});
  return out;
}

EvalResult evaluate_dance(const Model& model, const EvalRequest& request) {
  const std::vector<TakeNats> takes = nats_of_takes(model, request.data);
  std::vector<Nats> all;
  json take_rows = json::array(), rollout_rows = json::array();
  EvalResult result;
  result.text = fmt::format("{:<24} {:>7} {:>7} {:>12}   nats a number, of the next pose\n", "take", "model",
                            "AR(2)", "below AR(2)");
  for (const TakeNats& t : takes) {
    result.text += row(t.name, t.nats);
    take_rows.push_back(row_json(t.name, t.nats));
    all.push_back(t.nats);
  }
  const Nats mean = mean_of(all);
  result.text += row("all", mean);
  const std::vector<Named> alone = rollouts(model, request);
  result.text += fmt::format(
      "\nLeft to itself for {:.0f} minutes at temperature 1 (the plain LSTM: 0). Speed and acceleration of "
      "any "
      "{:.0f} s are\nshares of those it learned from ({:.2f} m/s, {:.1f} m/s2).\n{:<24} {:>13} {:>13} {:>10} "
      "{:>12}\n",
      kRolloutS / 60, kWindowS, part_of(model).speed, part_of(model).acceleration, "", "speed       ",
      "acceleration", "outside", "stands still");
  for (const Named& r : alone) {
    result.text += row(r);
    rollout_rows.push_back(row_json(r));
  }
  result.text +=
      fmt::format("Computed {:.0f} times faster than real time.\n", alone.front().figures.times_real_time);
  result.json = {{"takes", take_rows}, {"all", row_json("all", mean)}, {"rollouts", rollout_rows}};
  result.card_metrics = {{"unseen_nats", mean.model}, {"unseen_below_ar2", mean.below_ar2()}};
  return result;
}

}  // namespace partials::dance
