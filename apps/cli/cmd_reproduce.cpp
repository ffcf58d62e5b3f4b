// SPDX-License-Identifier: MIT
// partials reproduce MODEL RECORDINGS: trains a model again from what its file says, and compares.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "arguments.h"
#include "base/printable.h"
#include "families/model_loading.h"
#include "print_json.h"
#include "progress.h"
#include "report/json_values.h"
#include "runs/reproduce.h"
#include "system/file.h"
#include "talk.h"
#include "verbs/exits.h"

namespace {

using namespace partials;

struct Options {
  std::string model, output;
  std::vector<std::string> recordings;
  int threads = 2;
  bool json = false;
};

std::string in_db(const Remade& r) {
  std::string text;
  if (r.weights_db) text += fmt::format("; all weights differ by {:.1f} dB", *r.weights_db);
  if (r.sound_db) text += fmt::format("; the sound of the example differs by {:.1f} dB", *r.sound_db);
  return text;
}

void run(Options& o) {
  find_model_file(o.model);
  const Model model = load_model_file(o.model);
  const std::string bytes = must(read_file(o.model, kMaxModelBytes));
  if (!o.output.empty()) {
    keep_inputs("--output", o.output, {o.model});
    must(can_write(o.output));
  }
  const auto announced = other_maker(model);
  for (const std::string& sentence : announced) talk("{} The last bits may differ.\n", printable(sentence));
  TrainOptions options = reproduction_of(model, o.recordings);
  options.threads = o.threads;
  Progress listening("listening", o.json), training("training", o.json);
  TrainEvents events;
  events.listening = [&](double done) { listening.update(done, ""); };
  events.progress = [&](const TrainProgress& p) {
    training.update(std::min(1.0, static_cast<double>(p.step) / std::max<double>(1, model.card.steps)),
                    fmt::format("step {}", p.step));
  };
  const Remade remade = compare_remade(model, bytes, train_again(model, options, events));
  training.finish("done");
  if (!o.output.empty()) must(save_model(remade.model, o.output));
  if (o.json)
    print_json(nlohmann::json{{"same", remade.same},
                              {"difference", remade.difference},
                              {"weights_db", json_of(remade.weights_db)},
                              {"sound_db", json_of(remade.sound_db)},
                              {"announced", announced}});
  else if (remade.same)
    fmt::print("{}: {} steps on {} recordings gave the same bytes.\n", o.model, model.card.steps,
               model.card.sources.size());
  if (!remade.same)
    throw Stop(Exit::failure, fmt::format("'{}' was not made again byte for byte: first, {}{}.", o.model,
                                          remade.difference, in_db(remade)));
}

}  // namespace

void add_reproduce(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb =
      app.add_subcommand("reproduce", "train a model again from what its file says, and compare");
  verb->add_option("model", o->model, kModelHelp)->type_name("MODEL")->required();
  verb->add_option("recordings", o->recordings, "a folder, or audio files: those that it was trained on")
      ->type_name("RECORDINGS")
      ->required();
  verb->add_option("-o,--output", o->output, "also write the new model to this file")->type_name("FILE");
  verb->add_option("--threads", o->threads, "training threads; the result does not depend on their number")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  add_no_cache(verb);
  verb->add_flag("--json", o->json, "print the comparison as JSON");
  verb->footer(
      "The same version, compiler and instruction set (PARTIALS_ISA) give the same bytes; others are "
      "announced.\n"
      "Example: partials reproduce violin.partials my-violin/");
  verb->callback([o] { run(*o); });
}
