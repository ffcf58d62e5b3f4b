// SPDX-License-Identifier: MIT
#include "families/conductor/train/evaluate_conductor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/clocks.h"
#include "base/need.h"
#include "base/printable.h"
#include "families/conductor/follow_take.h"
#include "families/conductor/train/report_conductor.h"
#include "families/motion/train/take_folder.h"

namespace partials::conductor {
namespace {

using nlohmann::json;

void add_to_person(std::vector<JudgedTake>& people, const JudgedTake& take) {
  const std::string& name = take.person.empty() ? take.name : take.person;
  auto found =
      std::find_if(people.begin(), people.end(), [&](const JudgedTake& p) { return p.name == name; });
  if (found == people.end()) found = people.insert(people.end(), {name, name, {}});
  for (size_t i = 0; i < kListeners; ++i) found->scores[i].add(take.scores[i]);
}

json ms(double s) { return std::isfinite(s) ? json(1000 * s) : json(); }

json json_of(const BeatScore& s) {
  return {{"beats", s.beats},
          {"said", s.said},
          {"f_70_ms", s.f()},
          {"recall", s.recall()},
          {"precision", s.precision()},
          {"within_40_ms", s.close_share()},
          {"early_median_ms", ms(s.early_median_s())},
          {"foretold_median_ms", ms(s.foretold_quantile_s(0.5))},
          {"foretold_95_ms", ms(s.foretold_quantile_s(0.95))},
          {"jumps", s.settled.size()},
          {"settled_in_2_beats", s.settled_share()}};
}

json json_of(const JudgedTake& t) {
  json out{{"name", t.name}};
  for (size_t i = 0; i < kListeners; ++i) out[kWho[i]] = json_of(t.scores[i]);
  return out;
}

std::string row_of(const std::string& name, const BeatScore& s) {
  const ScoreCells c = cells_of(s);
  return fmt::format("{:<18} {:>7} {:>7} {:>9} {:>10} {:>6} {:>8} {:>8} {:>9}\n",
                     std::string(printable(name)).substr(0, 18), c[0], c[1], c[2], c[3], c[4], c[5], c[6],
                     c[7]);
}

std::string text_of(const Judged& j) {
  std::string out = fmt::format(
      "{} takes of {} people, {} beats, {} steps of the tempo. A frame takes {:.1f} us.\n\n"
      "                                                within  early    next beat, ms  settled in\n"
      "                     F 70 ms  recall precision    40 ms     ms   median     95 %   2 beats\n",
      j.takes.size(), j.people.size(), j.all[0].beats, j.all[0].settled.size(), j.frame_us);
  for (size_t i = 0; i < kListeners; ++i) out += row_of(kWho[i], j.all[i]);
  out += "\nThe network, person by person:\n";
  for (const JudgedTake& p : j.people) out += row_of(p.name, p.scores[0]);
  return out;
}

}  // namespace

ScoreCells cells_of(const BeatScore& s) {
  const auto in_ms = [](double time_s, const char* form) {
    return std::isfinite(time_s) ? fmt::format(fmt::runtime(form), 1000 * time_s) : std::string("-");
  };
  return {fmt::format("{:.3f}", s.f()),
          fmt::format("{:.3f}", s.recall()),
          fmt::format("{:.3f}", s.precision()),
          fmt::format("{:.1f} %", 100 * s.close_share()),
          in_ms(s.early_median_s(), "{:+.0f}"),
          in_ms(s.foretold_quantile_s(0.5), "{:.1f}"),
          in_ms(s.foretold_quantile_s(0.95), "{:.0f}"),
          s.settled.empty() ? "-" : fmt::format("{:.0f} %", 100 * s.settled_share())};
}

std::array<Heard, kListeners> all_hear(const Model& model, const motion::Take& take) {
  const double hop_s = static_cast<double>(model.graph.hop_num) / static_cast<double>(model.graph.hop_den);
  return {need(model_hears(model, take, "")), need(turning_points(take, "", hop_s)),
          need(oscillator(take, "", hop_s))};
}

Judged judge_takes(const Model& model, const std::vector<motion::Take>& takes) {
  Judged out;
  double spent_s = 0;
  size_t frames = 0;
  for (const motion::Take& take : takes) {
    const Truth truth = need(truth_of(take));
    const double begin_s = cpu_s();
    need(follow_take(model, take, "", [&](double, const HandFollower&) {
      ++frames;
      return true;
    }));
    spent_s += cpu_s() - begin_s;
    const auto heard = all_hear(model, take);
    JudgedTake judged{take.name, take.person, {}};
    for (size_t i = 0; i < kListeners; ++i) {
      judged.scores[i] = score(truth, heard[i]);
      out.all[i].add(judged.scores[i]);
    }
    add_to_person(out.people, judged);
    out.takes.push_back(std::move(judged));
  }
  out.frame_us = 1e6 * spent_s / static_cast<double>(std::max<size_t>(1, frames));
  return out;
}

EvalResult evaluate_conductor(const Model& model, const EvalRequest& request) {
  auto takes = std::make_shared<const std::vector<motion::Take>>(motion::read_takes(request.data).takes);
  auto judged = std::make_shared<const Judged>(judge_takes(model, *takes));
  EvalResult result;
  result.text = text_of(*judged);
  result.json = {{"frame_us", judged->frame_us}, {"takes", json::array()}, {"people", json::array()}};
  for (size_t i = 0; i < kListeners; ++i) result.json["mean"][kWho[i]] = json_of(judged->all[i]);
  for (const JudgedTake& t : judged->takes) result.json["takes"].push_back(json_of(t));
  for (const JudgedTake& p : judged->people) result.json["people"].push_back(json_of(p));
  const BeatScore& own = judged->all[0];
  result.card_metrics = {{"unseen_beats_f", own.f()}, {"unseen_within_40_ms", own.close_share()}};
  if (!own.foretold_s.empty())
    result.card_metrics["unseen_foretold_ms"] = 1000 * own.foretold_quantile_s(0.5);
  const std::string name = model.card.name.empty() ? request.model_name : model.card.name;
  result.html = [=](const ReportAdditions&) { return conductor_report(name, model, *takes, *judged); };
  return result;
}

}  // namespace partials::conductor
