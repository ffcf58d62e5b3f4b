// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/printable.h"
#include "families/dance/train/dance_report.h"

namespace partials::dance {
namespace {

using nlohmann::json;

std::string row(const std::string& name, const Nats& n) {
  return fmt::format("{:<16} {:>7.3f} {:>7.3f} {:>12.3f}\n", printable(name).substr(0, 16), n.model, n.ar2,
                     n.below_ar2());
}
json row_json(const std::string& name, const Nats& n) {
  return {{"name", name},
          {"nats", n.model},
          {"ar2_nats", n.ar2},
          {"below_ar2", n.below_ar2()},
          {"frames", n.frames}};
}

std::string row(const NamedRollout& r) {
  const RolloutFigures& f = r.figures;
  return fmt::format("{:<16} {:>4.2f} to {:<4.2f}   {:>4.2f} to {:<4.2f}   {:>6.2f} %   {}\n", r.name,
                     f.slowest, f.fastest, f.softest, f.hardest, 100 * f.outside, f.end_text());
}
json row_json(const NamedRollout& r) {
  const RolloutFigures& f = r.figures;
  return {{"name", r.name},         {"slowest", f.slowest},
          {"fastest", f.fastest},   {"softest", f.softest},
          {"hardest", f.hardest},   {"outside", f.outside},
          {"seconds", f.seconds},   {"still_after_s", f.still_after_s},
          {"lively", f.lively()},   {"times_real_time", f.times_real_time},
          {"variance", f.variance}, {"repetition", f.repetition},
          {"cycle_s", f.cycle_s},   {"end", f.end_text()}};
}

}  // namespace

std::string end_sentence(const DanceEvaluation& e) {
  size_t varying = 0, own = 0;
  std::string plain;
  for (const NamedRollout& r : e.rollouts) {
    if (r.name == kPlainName) {
      plain = fmt::format(" A plain LSTM, which learned the mean of the next pose and no distribution, {}{}.",
                          r.figures.end_text(),
                          r.figures.end_text() == "varies"
                              ? fmt::format(" with {:.2f} of the data's variance", r.figures.variance)
                              : "");
      continue;
    }
    ++own;
    varying += r.figures.end_text() == "varies";
  }
  return fmt::format("In the last minute {} of {} dances neither stand still nor repeat themselves.{}\n",
                     varying, own, plain);
}

std::string text_of(const DanceEvaluation& e) {
  std::string text = fmt::format("{:<16} {:>7} {:>7} {:>12}   nats a number, of the next pose\n", "take",
                                 "model", "AR(2)", "below AR(2)");
  for (const TakeNats& t : e.takes) text += row(t.name, t.nats);
  text += row("all", e.all);
  if (e.follows) text += row("without leader", e.alone);
  if (e.hears) text += row("in silence", e.in_silence);
  text += fmt::format(
      "\nLeft to itself for {:.0f} minutes at temperature 1 (the plain LSTM: 0). Speed and acceleration of "
      "any "
      "{:.0f} s are\nshares of those it learned from ({:.2f} m/s, {:.1f} m/s2).\n{:<16} {:<14} {:<14} {:<10} "
      "{}\n",
      e.rollout_s / 60, kWindowS, e.speed, e.acceleration, "", "speed", "acceleration", "outside",
      "last minute");
  for (const NamedRollout& r : e.rollouts) text += row(r);
  text += end_sentence(e);
  return text + fmt::format("Computed {:.0f} times faster than real time.\n",
                            e.rollouts.front().figures.times_real_time);
}

json json_of(const DanceEvaluation& e) {
  json takes = json::array(), rollouts = json::array();
  for (const TakeNats& t : e.takes) takes.push_back(row_json(t.name, t.nats));
  for (const NamedRollout& r : e.rollouts) rollouts.push_back(row_json(r));
  return {{"takes", takes},
          {"all", row_json("all", e.all)},
          {"without_leader", e.follows ? row_json("all", e.alone) : json()},
          {"in_silence", e.hears ? row_json("all", e.in_silence) : json()},
          {"rollouts", rollouts}};
}

}  // namespace partials::dance
