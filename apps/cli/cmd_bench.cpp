// SPDX-License-Identifier: MIT
// partials bench: measures the cost of playing and training on this machine and compares it with the
// project's limits; or runs the named benchmark programs built next to this one. Every figure is measured
// when it is run.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/cpu.h"
#include "families/instrument/train/train_cost.h"
#include "families/instrument/train/voice_cost.h"
#include "judge/run_program.h"
#include "model/templates.h"
#include "print_json.h"
#include "report/limit.h"
#include "verbs/exits.h"

namespace {

using namespace partials;
namespace fs = std::filesystem;
using nlohmann::json;

struct Options {
  std::vector<std::string> names;
  bool json = false, list = false;
  int threads = 2, steps = 5;
};

// The project's limits.
constexpr double kMaxMsPerS = 10.0;      // one voice of standard at 48 kHz, block 64: 1 % of a core
constexpr double kMaxWorstToMean = 3.0;  // worst block over mean block

// Programs of bench/ that need no argument. Others (quality, baselines, time_to_quality ...) need a folder
// of recordings: see the comments at their top.
constexpr const char* kPrograms[] = {"harmonic_bank", "spectral_loss", "reverb",        "fft",
                                     "ticks",         "nn_speed",      "training_step", "reference_frame",
                                     "pitch_cost",    "dance_step"};

fs::path beside(const std::string& name) {
  std::error_code failed;
  return fs::read_symlink("/proc/self/exe", failed).parent_path() / name;
}

std::vector<std::string> built() {
  std::vector<std::string> found;
  for (const char* name : kPrograms)
    if (!find_program(beside(name).string()).empty() && !fs::is_directory(beside(name)))
      found.push_back(name);
  return found;
}

// printed with two decimals
const char* verdict(double figure, double limit) { return within(figure, limit, 2) ? "within" : "ABOVE"; }

json voice_row(const std::string& preset, const Graph& graph, bool print) {
  const WeightTable table = must(Plan<float>::compile(graph, {})).weights();
  const VoiceCost c = must(measure_voice_cost(graph, initial_weights(table, 1)));
  const double of_limit = c.ms_per_s / kMaxMsPerS, worst = c.worst_block_us / c.mean_block_us;
  if (print) {
    fmt::print(
        "  one voice of {:<10} {:6.2f} ms CPU per second at {} Hz, block {}   {:4.2f} of the limit of {:g} "
        "({})\n",
        preset, c.ms_per_s, c.rate_hz, c.block, of_limit, kMaxMsPerS, verdict(of_limit, 1.0));
    fmt::print(
        "  {:<23} {:6.1f} us worst block of {:.0f} us, mean {:.1f}      {:4.2f} mean blocks, limit {:g} "
        "({})\n",
        "", c.worst_block_us, c.deadline_us, c.mean_block_us, worst, kMaxWorstToMean,
        verdict(worst, kMaxWorstToMean));
  }
  return {{"preset", preset},
          {"ms_per_s", c.ms_per_s},
          {"limit_ms_per_s", kMaxMsPerS},
          {"worst_block_us", c.worst_block_us},
          {"mean_block_us", c.mean_block_us},
          {"worst_to_mean", worst},
          {"limit_worst_to_mean", kMaxWorstToMean},
          {"memory_bytes", c.memory_bytes}};
}

// Batch sizes match the published figures of other programs: standard with its default batch, reference
// with 16 x 4 s.
InstrumentTrainerConfig batch_of(const std::string& preset, int threads) {
  InstrumentTrainerConfig config;
  config.threads = threads;
  if (preset == "reference") {
    config.width = 8;
    config.groups = 2;
    config.segment_s = 4.0;
    config.warm_up_s = 0.0;
  }
  return config;
}

json training_row(const std::string& preset, const Graph& graph, const Options& o, bool print) {
  const TrainCost c = must(measure_train_cost(graph, batch_of(preset, o.threads), o.steps));
  const double x_real_time = c.audio_s_per_step / c.best_step_s;
  if (print)
    fmt::print(
        "  a step of {:<13} {:6.0f} ms (median {:.0f}) for {:.0f} s of sound on {} threads: {:.0f} times "
        "real time; {:.0f} MiB\n",
        preset, 1e3 * c.best_step_s, 1e3 * c.median_step_s, c.audio_s_per_step, c.threads, x_real_time,
        static_cast<double>(c.memory_bytes) / 1048576.0);
  return {{"preset", preset},
          {"best_step_s", c.best_step_s},
          {"median_step_s", c.median_step_s},
          {"audio_s_per_step", c.audio_s_per_step},
          {"threads", c.threads},
          {"memory_bytes", c.memory_bytes}};
}

void quick(const Options& o) {
  json j{{"isa", name_of(best_isa())}, {"playing", json::array()}, {"training", json::array()}};
  if (!o.json)
    fmt::print(
        "Instruction set in use: {}\nPlaying (thread CPU time, held note, best of 5 passes block by block)\n",
        name_of(best_isa()));
  for (const std::string& preset : template_names())
    j["playing"].push_back(voice_row(preset, must(graph_template(preset)), !o.json));
  if (!o.json) fmt::print("Training (wall time, best of {} steps)\n", o.steps);
  for (const std::string& preset : template_names())
    j["training"].push_back(training_row(preset, must(graph_template(preset)), o, !o.json));
  if (o.json) return print_json(j, 2);
  fmt::print(
      "The comparison with PyTorch needs PyTorch: see the peers in bench/ and the programs listed by "
      "'partials bench --list'.\n");
}

void run(const Options& o) {
  const std::vector<std::string> programs = built();
  if (o.list) {
    for (const std::string& p : programs) fmt::print("{}\n", p);
    if (programs.empty())
      fmt::print("no benchmark program found next to {}; build them with: cmake --build --preset release\n",
                 beside("partials").string());
    return;
  }
  if (o.names.empty()) return quick(o);
  const bool all = o.names.size() == 1 && o.names[0] == "all";
  for (const std::string& name : all ? programs : o.names) {
    if (std::find(programs.begin(), programs.end(), name) == programs.end())
      throw std::runtime_error("there is no benchmark program '" + name +
                               "' next to this program; 'partials bench --list' lists those that are built.");
    fmt::print("== {}\n{}\n", name, must(run_program({beside(name).string()}, {}, {.timeout_s = 900.0})));
    std::fflush(stdout);
  }
}

}  // namespace

void add_bench(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("bench", "measure the cost of playing and training on this machine");
  verb->add_option("name", o->names,
                   "benchmark programs to run, or 'all'; without one, a quick measurement of every preset");
  verb->add_flag("--list", o->list, "list the benchmark programs that are built");
  verb->add_flag("--json", o->json, "print the quick measurement as JSON");
  verb->add_option("--threads", o->threads, "threads of a training step")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  verb->add_option("--steps", o->steps, "training steps measured per preset")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  verb->footer("Examples:\n  partials bench\n  partials bench harmonic_bank spectral_loss");
  verb->callback([o] { run(*o); });
}
