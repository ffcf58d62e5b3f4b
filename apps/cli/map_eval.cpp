// SPDX-License-Identifier: MIT
#include "map_eval.h"

#include <fmt/format.h>

#include <memory>

#include "families/motion/train/evaluate_labels.h"
#include "families/motion/train/take_folder.h"
#include "print_json.h"
#include "verbs/exits.h"

namespace partials {
namespace {

using motion::HoldOut;
using motion::LabelFigures;
using motion::LabelMethod;

struct Options {
  std::vector<std::string> takes;
  std::string hold_out = "take", method = "votes";
  bool json = false;
};

nlohmann::json json_of(const LabelFigures& f) {
  return {{"right", f.right}, {"macro_f1", f.macro_f1}, {"frames", f.frames}};
}

void run(const Options& o) {
  const auto folder = motion::read_takes(o.takes);
  const HoldOut hold_out = o.hold_out == "person"    ? HoldOut::person
                           : o.hold_out == "session" ? HoldOut::session
                                                     : HoldOut::take;
  const LabelMethod method = o.method == "hands" ? LabelMethod::hands : LabelMethod::votes;
  const auto e = must(motion::evaluate_labels(folder.takes, hold_out, method), Exit::input_refused);
  if (o.json)
    return print_json(nlohmann::json{{"split", e.split},
                                     {"held_out", json_of(e.held_out)},
                                     {"dealt_at_random", json_of(e.dealt_at_random)}});
  fmt::print("{}\n{:<34} {:>8} {:>9} {:>8}\n", e.split, "every frame, causal", "right", "macro F1", "frames");
  const auto row = [](const char* name, const LabelFigures& f) {
    fmt::print("{:<34} {:>7.1f}% {:>9.3f} {:>8}\n", name, 100 * f.right, f.macro_f1, f.frames);
  };
  row("held out", e.held_out);
  row("frames dealt at random (a leak)", e.dealt_at_random);
}

}  // namespace

void add_map_eval(CLI::App& map) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = map.add_subcommand(
      "eval", "measure how well the labels of takes are told when a person, session or take is held out");
  verb->add_option("takes", o->takes, "BVH or CSV files with labels, or folders")
      ->required()
      ->type_name("TAKES");
  verb->add_option("--hold-out", o->hold_out, "what is held out in turn")
      ->check(CLI::IsMember({"person", "session", "take"}))
      ->capture_default_str();
  verb->add_option("--method", o->method,
                   "votes: as a mapping of poses; hands: logistic regression on hands against their resting "
                   "place")
      ->check(CLI::IsMember({"votes", "hands"}))
      ->capture_default_str();
  verb->add_flag("--json", o->json, "print JSON");
  verb->callback([o] { run(*o); });
}

}  // namespace partials
