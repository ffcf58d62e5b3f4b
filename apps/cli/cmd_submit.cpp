// SPDX-License-Identifier: MIT
// partials submit -- train|sweep ...: hands a training or a sweep to Slurm.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "base/printable.h"
#include "job_script.h"
#include "judge/run_program.h"
#include "launch_ranks.h"
#include "system/file.h"
#include "system/paths.h"
#include "talk.h"
#include "verbs/exits.h"

namespace {

using namespace partials;
namespace fs = std::filesystem;

struct SubmitArguments {
  Job job;
  std::string script;
  std::vector<std::string> command;
  bool dry_run = false;
};

// What mistakes of the command a queue would show only hours later.
void check(const std::vector<std::string>& command) {
  if (command.empty() || (command[0] != "train" && command[0] != "sweep"))
    throw Stop(
        Exit::usage,
        "Name what is to run after '--': partials submit -- train RECORDINGS -o MODEL, or partials submit -- "
        "sweep SPACE.json RECORDINGS -o FOLDER");
  for (const char* own : {"--ranks", "--detach", "--run", "--resume", "--workers", "--worker"})
    for (const std::string& given : command)
      if (given == own || given.rfind(std::string(own) + "=", 0) == 0)
        throw Stop(Exit::usage,
                   fmt::format("{} is chosen by the job; leave it out, and give submit --tasks and "
                               "--cpus.",
                               own));
}

std::string stem_of_output(const std::vector<std::string>& command) {
  for (size_t i = 0; i + 1 < command.size(); ++i)
    if (command[i] == "-o" || command[i] == "--output") return fs::path(command[i + 1]).stem().string();
  throw Stop(Exit::usage, "--output is required: the job writes what it makes there.");
}

// Of what stands in a line of sbatch's own.
void need_one_word(const char* option, const std::string& text) {
  if (text.find_first_of(" \t\n\"'") != std::string::npos)
    throw Stop(Exit::usage, fmt::format("{} '{}' is not one word; give it as Slurm names it.", option, text));
}

void run(SubmitArguments& a) {
  check(a.command);
  need_one_word("--time", a.job.time);
  need_one_word("--partition", a.job.partition);
  need_one_word("--account", a.job.account);
  Job& job = a.job;
  job.command = a.command;
  if (job.name.empty()) job.name = "partials-" + stem_of_output(a.command);
  job.folder = fs::current_path().string();
  job.program = job.trains() ? mpi_program() : own_file();
  const std::string text = script_of(job);
  if (a.dry_run) return say_to(stdout, "{}", text);
  if (find_program("sbatch").empty())
    throw Stop(
        Exit::failure,
        "There is no Slurm here (sbatch was not found); --dry-run prints the script, which can be submitted "
        "on the cluster.");
  const std::string file = a.script.empty() ? job.name + ".sbatch" : a.script;
  must(atomic_write(file, text));
  const auto answer = run_program({"sbatch", file}, "");
  if (!answer) throw Stop(Exit::failure, "sbatch refused '" + file + "': " + answer.error().text);
  say_to(stdout, "{}The script is {}; squeue shows the job, scancel ends it.\n", answer.value(),
         printable(file));
}

}  // namespace

void add_submit(CLI::App& app) {
  auto a = std::make_shared<SubmitArguments>();
  Job& job = a->job;
  CLI::App* cmd = app.add_subcommand("submit", "hand a training or a sweep to a cluster with Slurm");
  cmd->add_option("--tasks", job.tasks, "ranks of a training, or workers of a sweep")
      ->capture_default_str()
      ->check(CLI::Range(1, 4096));
  cmd->add_option("--cpus", job.cpus, "processors, and threads, of each")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  cmd->add_option("--time", job.time, "longest time of one turn; a job that needs more is queued again")
      ->type_name("[DAYS-]HOURS:MINUTES:SECONDS")
      ->capture_default_str();
  cmd->add_option("--notice", job.notice_s, "seconds before the end at which a checkpoint is written")
      ->capture_default_str()
      ->check(CLI::Range(1, 65535));
  cmd->add_option("--partition", job.partition, "Slurm's partition")->type_name("NAME");
  cmd->add_option("--account", job.account, "Slurm's account")->type_name("NAME");
  cmd->add_option("--name", job.name, "the job's name; default: partials- and the output's name");
  cmd->add_option("--script", a->script, "where the script is written; default: NAME.sbatch")
      ->type_name("FILE");
  cmd->add_flag("--dry-run", a->dry_run, "print the script, and submit nothing");
  cmd->add_option("command", a->command, "after '--': train or sweep with their options")
      ->type_name("COMMAND");
  cmd->footer(
      "Examples:\n  partials submit --tasks 2 --time 1:00:00 -- train my-violin/ -o violin.partials\n"
      "  partials submit --tasks 12 --dry-run -- sweep space.json my-violin/ -o violin-sweep");
  cmd->callback([a] { run(*a); });
}
