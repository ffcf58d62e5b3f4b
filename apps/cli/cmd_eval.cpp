// SPDX-License-Identifier: MIT
// partials eval MODEL DATA: evaluates a model on recordings that it was not trained on, in the way of its
// family. Prints tables or JSON, or writes an HTML report.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "arguments.h"
#include "families/model_loading.h"
#include "host/model_names.h"
#include "launch_ranks.h"
#include "own_ranks.h"
#include "print_json.h"
#include "runs/follow.h"
#include "system/file.h"
#include "training/any_family.h"
#include "verbs/exits.h"
#include "verbs/note_look.h"
#include "verbs/played.h"

namespace {

using namespace partials;

struct Options {
  std::string model, report, run;
  EvalRequest request;
  int ranks = 1;
  bool json = false, record = false;
};

constexpr uint64_t kMaxModel = uint64_t{1} << 31;

EvalResult evaluated(const Model& model, const Options& o) {
  if (!o.request.ranks) return evaluate(model, o.request);
  return evaluate_together(must(read_file(o.model, kMaxModel)), model, o.request);
}

void run(Options& o) {
  check_folds(o.request.folds, o.request.fold);
  find_model_file(o.model);
  if (!o.report.empty()) {
    for (const auto* inputs : {&o.request.data, &o.request.against, &o.request.sounds})
      keep_inputs("--report", o.report, *inputs);
    keep_inputs("--report", o.report, {o.model});
    must(can_write(o.report));
  }
  if (o.record) must(can_write(o.model));
  Model model = load_model_file(o.model);
  EvalRequest& request = o.request;
  request.ranks = own_ranks();
  if ((o.ranks > 1 || request.ranks) && !divides_evaluation(model))
    throw Stop(Exit::usage, "--ranks: a model of this family ('" + family_name(model) +
                                "') is evaluated by one process; leave it out.");
  if (request.ranks && o.ranks > 1 && o.ranks != request.ranks->size())
    throw Stop(Exit::usage, fmt::format("mpirun started {} ranks, and --ranks says {}; leave --ranks out.",
                                        request.ranks->size(), o.ranks));
  if (o.ranks > 1 && !request.ranks) {
    if (const int code = launch_ranks(o.ranks, own_arguments(), false)) throw CLI::RuntimeError(code);
    return;
  }
  request.model_name = std::filesystem::path(o.model).stem().string();
  request.say = [](const std::string& text) { fmt::print(stderr, "{}\n", text); };
  if (!o.run.empty()) request.curve = RunStore::open().find(o.run).metrics();
  EvalResult result = evaluated(model, o);
  if (const std::string warning = note_look(model, result); !warning.empty())
    fmt::print(stderr, "Warning: {}\n", warning);
  result.additions.played = played_json(model, sha256_of_file(o.model));
  result.additions.played_text = played_text(result.additions.played);
  if (!o.report.empty() && !result.html)
    throw Stop(Exit::usage, "--report: a model of this family ('" + family_name(model) +
                                "') has no report page; leave it out, or use --json.");
  if (!o.report.empty()) must(atomic_write(o.report, result.html(result.additions)));
  if (o.record) {
    // of an earlier evaluation
    std::erase_if(model.card.metrics, [](const auto& m) { return m.first.rfind("unseen_", 0) == 0; });
    model.card.metrics.insert(result.card_metrics.begin(), result.card_metrics.end());
    must(save_model(model, o.model));
  }
  if (o.json) return print_json(result.json, 2);
  fmt::print("{}", result.text);
  if (!o.report.empty()) fmt::print("Report: {} (open it in a browser)\n", o.report);
  if (o.record) fmt::print("Recorded in the card of {}.\n", o.model);
}

}  // namespace

void add_eval(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand(
      "eval",
      "evaluate a model on recordings it was not trained on, against baselines, and played from MIDI");
  verb->add_option("model", o->model, kModelHelp)->type_name("MODEL")->required();
  verb->add_option("recordings", o->request.data, "a folder, or audio files, of the same instrument")
      ->type_name("RECORDINGS")
      ->required();
  verb->add_option("--report", o->report,
                   "write an HTML page with players, pictures and a blind test to this file")
      ->type_name("FILE");
  verb->add_option("--against", o->request.against,
                   "the training recordings: the sampler and average-spectrum baselines are built from them")
      ->type_name("RECORDINGS");
  verb->add_option("--folds", o->request.folds,
                   "evaluate on what one of this many folds held out (as in train --folds)");
  verb->add_option("--fold", o->request.fold, "which fold, from 0");
  verb->add_flag("--seen", o->request.with_seen, "also evaluate training recordings (marked)");
  verb->add_flag("--allow-copies", o->request.allow_copies, "with --folds: as in train --allow-copies");
  verb->add_flag("--record", o->record, "write the mean figures into the model's card (metrics unseen_...)");
  verb->add_option("--run", o->run,
                   "the training run whose curves the report shows: its id, the start of its id, or 'latest'")
      ->type_name("RUN");
  verb->add_option("--sound", o->request.sounds,
                   "an audio file to include in the report, such as a rendered one; may be repeated")
      ->check(CLI::ExistingFile)
      ->allow_extra_args(false);
  verb->add_option("--threads", o->request.threads, "recordings evaluated in parallel")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  verb->add_option("--ranks", o->ranks,
                   "processes that evaluate together, started by mpirun with the program partials-mpi; the "
                   "figures do not depend on their number")
      ->check(CLI::Range(1, 4096))
      ->capture_default_str();
  add_no_cache(verb);
  verb->add_flag("--json", o->json, "print every figure as JSON");
  verb->footer(
      "Examples:\n  partials eval violin.partials recordings/ --folds 3 --fold 0 --report violin.html\n"
      "  partials eval violin.partials new-notes/ --against recordings/ --json\n"
      "  partials eval violin.partials recordings/ --folds 3 --run latest --sound humming.wav --sound "
      "violin.wav --report violin.html");
  verb->callback([o] { run(*o); });
}
