// SPDX-License-Identifier: MIT
// The command line: each command is a file cmd_VERB.cpp with one function, listed here. Exit codes are in
// exits.h; every error is one sentence on standard error that states the problem and the remedy.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <string>

#include "base/version.h"
#include "describe/describe.h"
#include "dispatch.h"
#include "launch_ranks.h"
#include "manual.h"
#include "verbs/exits.h"

void add_check(CLI::App&);
void add_train(CLI::App&);
void add_reproduce(CLI::App&);
void add_render(CLI::App&);
void add_eval(CLI::App&);
void add_audit(CLI::App&);
void add_inspect(CLI::App&);
void add_models(CLI::App&);
void add_runs(CLI::App&);
void add_presets(CLI::App&);
void add_doctor(CLI::App&);
void add_bench(CLI::App&);
void add_export(CLI::App&);
void add_body(CLI::App&);
void add_map(CLI::App&);
void add_conduct(CLI::App&);
void add_dance(CLI::App&);
void add_play(CLI::App&);
void add_serve(CLI::App&);
void add_submit(CLI::App&);
void add_sweep(CLI::App&);

int main(int argc, char** argv) {
  // a write beyond the file size limit is an error like a full disk, and does not kill the process
  std::signal(SIGXFSZ, SIG_IGN);
  partials::set_own_arguments(argc, argv);
  CLI::App app{"Partials: a recording becomes an instrument", "partials"};
  app.set_version_flag("--version", partials::library_version());
  app.require_subcommand(1);
  app.failure_message(partials::refusal);
  for (auto* add : {add_check, add_train, add_reproduce, add_render, add_eval, add_audit, add_inspect,
                    add_models, add_runs, add_presets, add_doctor, add_bench, add_export, add_body, add_map,
                    add_conduct, add_dance, add_sweep, add_submit})
    add(app);
#ifdef PARTIALS_HAS_PLAY
  add_play(app);
#endif
#ifdef PARTIALS_HAS_PAGE
  add_serve(app);
#endif
  app.footer(std::string("Start with: partials check my-recordings/   then: partials train my-recordings/ -o "
                         "mine.partials\n\n") +
             partials::kExitCodes);
  if (const auto described =
          partials::describe::answer(app, argc, argv, partials::library_version(), partials::manual_extras()))
    return *described;
  const int code = partials::dispatch(app, argc, argv);
  if (std::fflush(stdout) != 0 && code == 0)
    return partials::fail(partials::Exit::failure,
                          "cannot write the result to standard output; check free space where it goes.");
  return code;
}
