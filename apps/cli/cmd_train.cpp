// SPDX-License-Identifier: MIT
// partials train: trains a model on recordings.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "arguments.h"
#include "background.h"
#include "base/printable.h"
#include "data/dataset.h"
#include "launch_ranks.h"
#include "own_ranks.h"
#include "print_json.h"
#include "progress.h"
#include "runs/run_config.h"
#include "runs/run_recordings.h"
#include "runs/train_session.h"
#include "system/asked_to_end.h"
#include "system/file.h"
#include "system/process_id.h"
#include "talk.h"
#include "train_configuration.h"
#include "training/training_families.h"
#include "verbs/exits.h"
#include "verbs/training.h"

namespace {

using namespace partials;

volatile std::sig_atomic_t stop_asked = 0;
void ask_to_stop(int signal) {
  constexpr std::string_view kStopping =
      "\nStopping; the model trained so far is saved. Press Ctrl-C again to stop immediately without "
      "saving.\n";
  if (stop_asked && signal == SIGHUP) return;  // a closed terminal sends SIGHUP more than once
  if (stop_asked) std::_Exit(130);
  stop_asked = 1;
  if (write(STDERR_FILENO, kStopping.data(), kStopping.size()) < 0) return;  // nobody can read it; continue
}

// Stops on SIGINT, SIGTERM, SIGUSR1 and, unless started with nohup, SIGHUP. A closed output pipe does not
// stop the training.
void listen_to_signals() {
  std::signal(SIGUSR1, ask_to_stop);  // of a cluster whose time is nearly over, and of launch_ranks
  sigset_t usr1;                      // held back until here by apps/mpi/main.cpp
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  pthread_sigmask(SIG_UNBLOCK, &usr1, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  if (own_ranks()) return;  // the rest ends the job, and is mpirun's
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  if (std::signal(SIGHUP, ask_to_stop) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
}

struct TrainArguments {
  TrainOptions options;
  std::string resume, run;  // run: begun, or resumed if it exists
  TrainConfiguration configuration;
  int ranks = 1;
  bool json = false, detach = false, print_config = false;
};

void keeps_what_it_began_with(const CLI::App& cmd) {
  for (const CLI::Option* given : cmd.get_options([](const CLI::Option* x) { return x->count() > 0; }))
    for (const char* fixed : {"--config", "--set", "--graph", "--preset", "--weights", "--base", "--until",
                              "--seed", "--folds", "--fold", "--allow-copies", "--shuffle-targets"})
      if (given->check_name(fixed))
        throw Stop(
            Exit::usage,
            fmt::format("{} cannot be changed in a resumed run; leave it out, or start a new run.", fixed));
}

constexpr double kElsewhereS = 15;  // progress is written every second, but not during a long step

// The run is not modified until it is known that it can be resumed.
Run old_run(const std::string& id, TrainOptions& o, RunStore& store, const GivenAnew& given) {
  Run run = store.find(id);
  if (const std::string host = run.runs_elsewhere(kElsewhereS); !host.empty())
    throw Stop(Exit::failure,
               "Run '" + run.id() + "' is being trained on the machine '" + host + "'; stop it there first.");
  if (run.status() == "running")
    throw Stop(
        Exit::failure,
        "Run '" + run.id() +
            "' is still being trained; stop it first (Ctrl-C where it runs, or kill -INT its process).");
  const std::vector<std::string> places = o.inputs;
  if (const std::string note = take_over(run, o, given); !note.empty()) talk("{}\n", printable(note));
  const FoundAgain again = find_again(run, places);
  o.files = again.files;
  if (!again.note.empty()) talk("{}\n", again.note);
  if (!places.empty()) o.inputs = places;
  for (std::string& path : o.inputs) path = std::filesystem::absolute(path).lexically_normal().string();
  check_before_training(o);
  if (!o.base.empty() && !run.has_checkpoint()) {
    find_model_file(o.base_path);
    (void)load_model_file(o.base_path);
  }
  run.try_resume();
  return run;
}

// The run of a name that the caller has chosen: begun, or continued where a checkpoint was left.
void begin_or_resume(TrainArguments& a, const RunStore& store) {
  if (a.run.find('/') != std::string::npos || a.run[0] == '.')
    throw Stop(Exit::usage,
               fmt::format("--run '{}' is not the name of a folder; use letters, digits and '-'.", a.run));
  if (!store.has(a.run)) return;
  TrainOptions asked = a.options;
  for (std::string& path : asked.inputs) path = std::filesystem::absolute(path).lexically_normal().string();
  if (!asked.base.empty()) find_model_file(asked.base);
  const std::string before = store.find(a.run).config().value("asked", "");
  if (before != asked_of(asked))
    throw Stop(Exit::failure,
               fmt::format("Run '{}' exists, and was begun with other recordings or options; choose another "
                           "name for --run, or give the same.",
                           a.run));
  a.resume = a.run;
  a.options.inputs.clear();
}

TrainEvents events_of(const TrainArguments& a, Progress& listening, Progress& progress) {
  const TrainOptions& o = a.options;
  TrainEvents events;
  events.say = [&a](const std::string& text) {
    if (!a.json) talk("{}\n", text);
  };
  events.warn = [](const std::string& text) { talk("{}\n", printable(text)); };
  events.stop = [] { return stop_asked != 0 || (own_ranks() && asked_to_end()); };
  events.listening = [&listening](double done) { listening.update(done, ""); };
  events.progress = [&a, &o, &progress](const TrainProgress& p) {
    if (a.json && p.validated) {
      print_json(nlohmann::json{{"step", p.step},
                                {"spent_s", p.spent_s},
                                {"loss", p.loss},
                                {"metric", metric_json(p.metric)},
                                {"validation", json_of(p.validation)},
                                {"best", json_of(p.best)}});
      std::fflush(stdout);
    }
    progress.update(p.done, p.best ? fmt::format("step {}  loss {:.2f}  validation {}", p.step, p.loss,
                                                 p.metric.text(p.best))
                                   : fmt::format("step {}", p.step));
  };
  return events;
}

nlohmann::json costs_json(const std::vector<RankCost>& costs) {
  nlohmann::json all = nlohmann::json::array();
  for (const RankCost& c : costs) all.push_back({{"steps_cpu_s", c.steps_s}, {"cpu_s", c.all_s}});
  return all;
}

void tell(const TrainResult& r, const TrainOptions& o) {
  if (r.settled) say_to(stdout, "Training has converged; more time would not improve the model.\n");
  if (r.playable_s > 0)
    say_to(stdout, "First playable (within {:.0f} % of the best validation) after {:.0f} s.\n",
           100 * kPlayable, r.playable_s);
  const std::string judged =
      r.validation ? fmt::format("validation {} ({})", r.metric.text(r.validation), r.metric.id)
                   : "too few recordings for a validation set, so accuracy on new recordings is unknown";
  const char* stopped =
      !r.interrupted ? ""
      : r.steps      ? " Stopped early; the model is usable, and its card records this."
                : " Stopped before the first step: the model plays but is untrained; its card records this.";
  say_to(stdout, "{}: {} steps in {:.0f} s, {}.{}\n", o.output, r.steps, r.spent_s, judged, stopped);
  if (r.validation)
    say_to(stdout,
           "The weights were chosen by the few validation recordings, so new recordings usually do worse; "
           "'partials eval' measures it.\n");
  std::string next(training_family_of_preset(o.preset)->next);
  if (const size_t at = next.find("MODEL"); at != std::string::npos) next.replace(at, 5, printable(o.output));
  say_to(stdout, "{}\n", next);
}

// Started by this program itself, rank 0 leaves it to that to say that a rank was lost.
TrainResult train_with_ranks(const TrainArguments& a, Run& run, const RunStore& store,
                             const TrainEvents& events) {
  try {
    return train_in(run, store, a.options, !a.resume.empty(), events);
  } catch (const RankLost& e) {
    if (std::getenv(kLaunched)) throw CLI::RuntimeError(static_cast<int>(Exit::failure));
    throw std::runtime_error(std::string(e.what()) +
                             " The checkpoint continues with any number of ranks: partials train --resume " +
                             run.id());
  }
}

void run(TrainArguments a, const GivenAnew& given) {
  TrainOptions& o = a.options;
  if (a.ranks > 1 && !own_ranks()) {
    if (a.detach)
      throw Stop(Exit::usage,
                 "--detach and --ranks exclude each other; leave one out, or see: partials submit "
                 "--help");
    if (const int code = launch_ranks(a.ranks, own_arguments(), true)) throw CLI::RuntimeError(code);
    return;
  }
  o.ranks = own_ranks();
  if (o.ranks && a.ranks > 1 && a.ranks != o.ranks->size())
    throw Stop(Exit::usage, fmt::format("mpirun started {} ranks, and --ranks says {}; leave --ranks out.",
                                        o.ranks->size(), a.ranks));
  if (o.steps && !given.minutes) o.minutes = kNoLimitMinutes;
  Background background;
  if (a.detach) background.begin();
  RunStore store = RunStore::open();
  if (!a.run.empty()) begin_or_resume(a, store);
  Run run = a.resume.empty() ? new_training_run(o, store, a.run) : old_run(a.resume, o, store, given);
  listen_to_signals();
  if (a.detach) {
    if (a.json)
      print_json(nlohmann::json{{"run", run.id()}, {"path", run.path()}, {"pid", this_process().pid}});
    else
      say_to(stdout, "Training continues in the background: run {}, process {}, log {}\n", run.id(),
             this_process().pid, run.log_path());
    background.go_on(run.log_path());
  }
  if (!a.json)
    talk("Run {}  (watch it, or resume it with: partials train --resume {})\n", run.path(), run.id());
  Progress listening("listening", a.json), progress("training", a.json);
  const TrainResult r = train_with_ranks(a, run, store, events_of(a, listening, progress));
  progress.finish(r.interrupted ? "stopped" : r.settled ? "settled" : "done");
  if (a.json)
    print_json(nlohmann::json{{"model", o.output},
                              {"run", run.id()},
                              {"steps", r.steps},
                              {"spent_s", r.spent_s},
                              {"metric", metric_json(r.metric)},
                              {"validation", json_of(r.validation)},
                              {"interrupted", r.interrupted},
                              {"settled", r.settled},
                              {"playable_s", r.playable_s},
                              {"ranks", costs_json(r.ranks)}});
  else
    tell(r, o);
  if (r.interrupted) throw CLI::RuntimeError(static_cast<int>(Exit::interrupted));
  if (o.until && (!r.validation || r.metric.better(*o.until, *r.validation)))
    throw Stop(Exit::quality_not_met,
               fmt::format("'{}' was written, but validation reached only {} and --until requires {}; "
                           "{}add recordings.",
                           o.output, r.metric.text(r.validation), r.metric.text(o.until),
                           r.settled ? ""
                                     : fmt::format("train longer (--resume {} --minutes {:g}) or ", run.id(),
                                                   2 * o.minutes)));
}

std::string presets_without_blanks() {
  std::string presets = all_presets();
  std::erase(presets, ' ');
  return presets;
}

}  // namespace

void add_train(CLI::App& app) {
  CLI::App* cmd = app.add_subcommand("train", "train a model on recordings of one instrument");
  auto a = std::make_shared<TrainArguments>();
  TrainOptions& o = a->options;
  cmd->add_option(
         "recordings,--recordings", o.inputs,
         "a folder, or audio files, of one instrument; with --resume: their new place, if they were moved")
      ->type_name("RECORDINGS");
  cmd->add_option("-o,--output", o.output, "the model file to write (NAME.partials)")->type_name("FILE");
  auto* minutes = cmd->add_option("--minutes", o.minutes,
                                  "maximum training time; training ends earlier if it has converged")
                      ->capture_default_str()
                      ->check(between(0.05, 10000.0));
  cmd->add_option("--until", o.until,
                  "stop when validation is this good; for an instrument: log-mel distance in dB")
      ->check(between(0, 100));
  auto* steps =
      cmd->add_option(
             "--steps", o.steps,
             "exactly this many steps: the same seed then gives the same bytes; with --resume: more of them")
          ->check(CLI::NonNegativeNumber);
  cmd->add_option("--preset", o.preset,
                  "kind and size of the model: small is the fastest to train and to play, struck is for "
                  "plucked and struck instruments, reference is large and also learns the room; auto chooses "
                  "struck or standard by the recordings; conductor hears the beats of a hand, dance and "
                  "partner learn to move from BVH files")
      ->type_name("{" + presets_without_blanks() + "}")
      ->capture_default_str();
  cmd->add_option("--weights", o.weights,
                  "bytes: matrices quantised to 8 bits per weight, with which a large model plays several "
                  "times faster; full: 32 bits. Default: the preset's")
      ->check(CLI::IsMember({"bytes", "full"}));
  cmd->add_option("--base", o.base, "a model of the same preset to start from")->type_name("MODEL");
  cmd->add_option("--seed", o.seed, "seed of the random numbers, such as the initial weights")
      ->capture_default_str()
      ->check(seed_number());
  cmd->add_option("--config", a->configuration.config,
                  "a configuration to train with, such as the config.json of a run; options given here "
                  "replace its values")
      ->type_name("FILE");
  cmd->add_option("--set", a->configuration.set,
                  "a value of the configuration, such as trainer.adam.learning_rate=0.002; may be repeated; "
                  "--print-config lists all")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  cmd->add_option("--graph", a->configuration.graph,
                  "a graph to train instead of the preset's (as models/*.json)")
      ->type_name("FILE");
  cmd->add_flag("--print-config", a->print_config,
                "print every value that can be set, with its unit and range, and do not train; with --json: "
                "as a file for --config");
  cmd->add_option("--threads", o.threads, "training threads; the result does not depend on their number")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  cmd->add_option("--ranks", a->ranks,
                  "processes that train together, started by mpirun with the program partials-mpi; the "
                  "result does not depend on their number")
      ->capture_default_str()
      ->check(CLI::Range(1, 4096));
  cmd->add_option("--folds", o.folds, "keep every N-th interior note (by pitch) out of training, for eval");
  cmd->add_option("--fold", o.fold, "which of them, from 0");
  cmd->add_option("--name", o.name, "name of the instrument, for its card");
  cmd->add_flag("--allow-copies", o.allow_copies,
                "accept recordings that hold the same sound; they are kept on one side of the split");
  cmd->add_flag("--shuffle-targets", o.shuffle_targets,
                "a control for partials audit: learn from wrong pairs of pitch and sound, which must fail");
  cmd->add_option("--author", o.author, "who made the model");
  cmd->add_option("--licence", o.licence, "SPDX identifier of the model's licence");
  cmd->add_option("--consent", o.consent, "what the player of the recordings agreed to");
  cmd->add_option("--description", o.description, "a sentence or two");
  cmd->add_option("--resume", a->resume, "continue a run: its id, the start of its id, or 'latest'")
      ->type_name("RUN");
  cmd->add_option("--run", a->run,
                  "a name for the run: it is begun, or continued if it exists; the same command can be "
                  "repeated until the training is finished")
      ->type_name("NAME")
      ->check([](const std::string& name) { return name.empty() ? std::string("a run needs a name") : ""; });
  auto* checkpoint =
      cmd->add_option(
             "--checkpoint", o.checkpoint_s,
             "seconds between checkpoints; a crash loses at most this much training and the current step")
          ->capture_default_str()
          ->check(between(0.0, 3600.0));
  cmd->add_option("--tag", o.tags, "a search tag for the model, such as violin; may be repeated")
      ->expected(1)
      ->take_all();
  cmd->add_flag("--detach", a->detach,
                "continue in the background at low priority, even if the terminal or the caller ends; the "
                "run folder shows the progress");
  add_no_cache(cmd);
  cmd->add_flag("--json", a->json, "print one JSON object per line");
  cmd->footer("Example: partials train my-violin/ -o violin.partials --minutes 3");
  cmd->callback([a, cmd, minutes, checkpoint, steps] {
    if (!a->resume.empty()) keeps_what_it_began_with(*cmd);
    if (!a->resume.empty() && !a->run.empty())
      throw Stop(Exit::usage, "--run and --resume exclude each other; leave one out.");
    configure(a->configuration, *cmd, &a->options);
    if (a->print_config) return print_config(a->options, a->json);
    if (a->options.output.empty() && a->resume.empty()) throw CLI::RequiredError("--output");
    run(*a,
        {minutes->count() > 0 || limits_time(a->configuration), checkpoint->count() > 0, steps->count() > 0});
  });
}
