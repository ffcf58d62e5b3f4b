// SPDX-License-Identifier: MIT
// partials check FOLDER|FILES: reports what was found in the recordings and whether they can be trained on.
// Exit code 3 if they cannot.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "data/split.h"
#include "print_json.h"
#include "system/file.h"
#include "training/any_family.h"
#include "verbs/exits.h"

namespace {

struct Options {
  std::vector<std::string> paths;
  std::string picture;
  bool json = false;
  partials::SplitPlan plan;
};

void run(const Options& o) {
  using namespace partials;
  check_folds(o.plan.folds, o.plan.fold);
  if (!o.picture.empty()) {
    keep_inputs("--picture", o.picture, o.paths);
    must(can_write(o.picture));
  }
  const CheckResult result = check_recordings({o.paths, o.plan, !o.picture.empty(), {}});
  if (!o.picture.empty() && result.picture_png.empty())
    throw Stop(Exit::usage, "--picture: these recordings have no picture of their coverage; leave it out.");
  if (!o.picture.empty()) must(atomic_write(o.picture, result.picture_png));
  if (o.json) {
    nlohmann::json j = result.json;
    if (!o.picture.empty()) j["picture"] = o.picture;
    print_json(j, 2);
  } else {
    fmt::print("{}", result.text);
    if (!o.picture.empty()) fmt::print("  coverage picture: {}\n", o.picture);
  }
  if (!result.usable) throw CLI::RuntimeError(static_cast<int>(Exit::input_refused));
}

}  // namespace

void add_check(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand(
      "check", "report what was found in recordings and whether they can train an instrument");
  verb->add_option("recordings", o->paths, "a folder, or audio files, of one instrument")
      ->type_name("RECORDINGS")
      ->required();
  verb->add_option("--picture", o->picture,
                   "write a picture of the coverage (pitch and loudness) to this PNG file")
      ->type_name("FILE");
  partials::add_no_cache(verb);
  verb->add_flag("--json", o->json, "print everything as JSON");
  verb->add_option("--seed", o->plan.seed, "seed of the split into training and validation")
      ->check(partials::seed_number());
  verb->add_option("--folds", o->plan.folds, "show the split of this many folds");
  verb->add_option("--fold", o->plan.fold, "which fold is held out, from 0");
  verb->add_flag("--allow-copies", o->plan.allow_copies,
                 "accept recordings that hold the same sound; they are kept on one side of the split");
  verb->footer("Example:\n  partials check my-violin/ --picture coverage.png");
  verb->callback([o] { run(*o); });
}
