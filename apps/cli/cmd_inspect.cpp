// SPDX-License-Identifier: MIT
// partials inspect MODEL: its card, its graph node by node, sizes, the cost of a voice on this machine, its
// analyser settings and its trained range, and what was played outside it (docs/life_cycle.md). partials
// inspect --processors: the reference of every processor that a graph may use.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "arguments.h"
#include "graph/processor_table.h"
#include "host/model_names.h"
#include "print_json.h"
#include "training/inspection.h"
#include "verbs/played.h"

void show_model(std::string model, bool as_json) {
  using namespace partials;
  find_model_file(model);
  const PlayingFile file = load_model_or_preset(model);
  nlohmann::json found = inspect_model(file.model);
  if (file.preset) found["preset"] = {{"name", file.preset->name}, {"model", file.model_path}};
  found["played"] = played_json(file.model, sha256_of_file(file.preset ? file.model_path : model));
  if (as_json) return print_json(found, 2);
  if (file.preset) fmt::print("The preset '{}' of {}\n", file.preset->name, file.model_path);
  fmt::print("{}\n{}", model, plain_inspection(file.model, found));
  if (const std::string played = played_text(found["played"]); !played.empty()) fmt::print("{}\n", played);
}

namespace {

struct Options {
  std::string model;
  bool json = false, processors = false;
};

void run(const Options& o) {
  using namespace partials;
  if (o.processors) return fmt::print("{}", processor_reference());
  if (o.model.empty()) throw CLI::RequiredError("model");
  show_model(o.model, o.json);
}

}  // namespace

void add_inspect(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("inspect", "show what is inside a model and what it costs to play");
  verb->add_option("model", o->model, partials::kPlayableHelp)->type_name("MODEL");
  verb->add_flag("--json", o->json, "print everything as JSON");
  verb->add_flag("--processors", o->processors, "print the reference of all processors instead, as Markdown");
  verb->footer(
      "Examples:\n  partials inspect violin\n  partials inspect mine.partials --json\n  partials inspect "
      "--processors");
  verb->callback([o] { run(*o); });
}
