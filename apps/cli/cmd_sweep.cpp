// SPDX-License-Identifier: MIT
// partials sweep SPACE.json RECORDINGS -o FOLDER: trains many models that differ in some values, and shows
// which is best.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "arguments.h"
#include "base/need.h"
#include "base/printable.h"
#include "base/version.h"
#include "print_json.h"
#include "report/json_values.h"
#include "sweep/space_names.h"
#include "sweep/sweep_worker.h"
#include "system/asked_to_end.h"
#include "system/file.h"
#include "system/paths.h"
#include "talk.h"
#include "verbs/exits.h"

namespace {

using namespace partials;
namespace fs = std::filesystem;

constexpr uint64_t kMaxSpace = 1 << 22;

struct SweepArguments {
  std::string space, folder, worker;
  std::vector<std::string> recordings;
  int workers = 1, threads = 1;
  double checkpoint_s = 20;
  bool json = false, retry = false, table = false;
};

std::string read_space(const std::string& path) {
  auto text = read_file(path, kMaxSpace);
  if (!text) throw Stop(Exit::usage, text.error().text);
  return std::move(text).value();
}

// Each worker is a thread that waits for the processes of its trials. The first error ends all of them.
bool work(const Sweep& sweep, const SweepFolder& folder, const SweepArguments& a,
          const WorkerOptions& options) {
  std::mutex saying;
  std::exception_ptr error;
  std::vector<char> whole(static_cast<size_t>(a.workers), 0);
  std::vector<std::thread> workers;
  WorkerEvents events;
  events.stop = [] { return asked_to_end(); };
  events.say = [&](const std::string& text) {
    const std::scoped_lock lock(saying);
    if (!a.json) talk("{}\n", printable(text));
  };
  for (int w = 0; w < a.workers; ++w)
    workers.emplace_back([&, w] {
      WorkerOptions own = options;
      own.name += "-" + std::to_string(w);
      try {
        whole[static_cast<size_t>(w)] = work_on(sweep, folder, own, events);
      } catch (...) {
        const std::scoped_lock lock(saying);
        if (!error) error = std::current_exception();
        ask_to_end();
      }
    });
  for (std::thread& t : workers) t.join();
  if (error) std::rethrow_exception(error);
  return std::all_of(whole.begin(), whole.end(), [](char done) { return done; });
}

void show(const Sweep& sweep, const SweepFolder& folder, bool json) {
  const auto table = table_of(sweep, folder);
  if (json)
    say_to(stdout, "{}\n", table.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
  else
    say_to(stdout, "{}", text_of_table(table));
  const auto failed =
      std::count_if(table.begin(), table.end(), [](const auto& r) { return r["status"] == "failed"; });
  if (!json && failed)
    talk("{} trial{} failed; --retry trains {} again.\n", failed, failed == 1 ? "" : "s",
         failed == 1 ? "it" : "them");
  if (!json && !table.empty() && table[0]["validation"].is_number())
    say_to(stdout, "The best model: {}\n", printable(folder.model(table[0]["trial"].get<int>())));
}

void run(const SweepArguments& a) {
  const std::string text = read_space(a.space);
  const Sweep sweep = must(sweep_from(text, a.space), Exit::usage);
  must(check_names(sweep, a.space), Exit::usage);
  WorkerOptions options;
  std::error_code none;
  for (const std::string& path : a.recordings) {
    if (!fs::exists(path, none))
      throw Stop(Exit::input_refused, "'" + path + "' does not exist; name a folder or audio files.");
    options.recordings.push_back(fs::absolute(path, none).lexically_normal().string());
  }
  SweepFolder folder = SweepFolder::open(a.folder, {{"format", 1},
                                                    {"space", nlohmann::ordered_json::parse(text)},
                                                    {"recordings", json_of_bytes(options.recordings)},
                                                    {"version", library_version()}});
  if (a.table) return show(sweep, folder, a.json);
  if (a.retry) folder.forget_failures();
  options.name = a.worker;
  options.program = own_file();
  options.threads = a.threads;
  options.checkpoint_s = a.checkpoint_s;
  listen_for_end();
  std::signal(SIGUSR1, [](int) { ask_to_end(); });  // of a cluster whose time is nearly over
  if (!a.json)
    talk("{} trials, {} {}; the folder '{}' keeps what is finished\n", sweep.trials.size(),
         sweep.rounds.size(), sweep.rounds.size() == 1 ? "round" : "rounds", printable(folder.path()));
  const bool whole = work(sweep, folder, a, options);
  write_table(sweep, folder);
  show(sweep, folder, a.json);
  if (whole) return;
  talk("Stopped; the same command continues.\n");
  throw CLI::RuntimeError(static_cast<int>(Exit::interrupted));
}

}  // namespace

void add_sweep(CLI::App& app) {
  auto a = std::make_shared<SweepArguments>();
  CLI::App* cmd =
      app.add_subcommand("sweep", "train many models that differ in some values, and compare them");
  cmd->add_option("space", a->space, "what is tried, as a file of JSON (docs/clusters.md)")
      ->type_name("SPACE.json")
      ->required();
  cmd->add_option("recordings", a->recordings, "a folder, or audio files, of one instrument")
      ->type_name("RECORDINGS")
      ->required();
  cmd->add_option(
         "-o,--output", a->folder,
         "the sweep's folder; the same command continues a sweep, also from another machine at the same "
         "time")
      ->type_name("FOLDER")
      ->required();
  cmd->add_option("--workers", a->workers,
                  "trials trained at once; the table does not depend on their number")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  cmd->add_option("--threads", a->threads, "threads of each trial")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  cmd->add_option("--checkpoint", a->checkpoint_s, "seconds between checkpoints of a trial")
      ->capture_default_str()
      ->check(between(0.0, 3600.0));
  cmd->add_option(
         "--worker", a->worker,
         "a name for this worker among those that share the folder; started again under the same name, "
         "it takes up its own trials at once")
      ->type_name("NAME");
  cmd->add_flag("--retry", a->retry, "train failed trials again");
  cmd->add_flag("--table", a->table, "only show the table of what is finished");
  add_no_cache(cmd);
  cmd->add_flag("--json", a->json, "print the table as JSON");
  cmd->footer("Example: partials sweep space.json my-violin/ -o violin-sweep --workers 2");
  cmd->callback([a] { run(*a); });
}
