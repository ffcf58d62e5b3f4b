// SPDX-License-Identifier: MIT
// partials-mpi: the verb train of partials for several processes, started by mpirun (partials train --ranks 2
// does it). Rank 0 reads the command line, and the others follow it (runs/follow.h).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

#include "base/version.h"
#include "cli/dispatch.h"
#include "cli/launch_ranks.h"
#include "cli/own_ranks.h"
#include "mpi_ranks.h"
#include "runs/follow.h"
#include "system/asked_to_end.h"
#include "verbs/exits.h"
#include "verbs/sentence_of.h"

void add_train(CLI::App&);

namespace {

std::unique_ptr<partials::MpiRanks> all;

constexpr auto kRankZeroFirst = std::chrono::seconds(2);

int follow() {
  std::signal(SIGUSR1, SIG_IGN);  // it is meant for rank 0
  try {
    while (partials::follow_next(*all)) {
    }
    return 0;
  } catch (const std::exception& e) {
    // mostly rank 0 has the same reason to stop, says it and ends all
    std::this_thread::sleep_for(kRankZeroFirst);
    all->abort(static_cast<int>(partials::fail(
        partials::Exit::failure, fmt::format("rank {} stopped: {}", all->rank(), partials::sentence_of(e)))));
  }
}

}  // namespace

namespace partials {
Ranks* own_ranks() { return all.get(); }
}  // namespace partials

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);
  all = std::make_unique<partials::MpiRanks>(&argc, &argv);
  partials::listen_for_end();
  if (!all->leads()) {
    const int code = follow();
    all.reset();
    return code;
  }
  CLI::App app{"partials train for several processes; started by mpirun", "partials-mpi"};
  app.set_version_flag("--version", partials::library_version());
  app.require_subcommand(1);
  app.failure_message(partials::refusal);
  add_train(app);
  const int code = partials::dispatch(app, argc, argv);
  std::fflush(nullptr);
  if (!partials::let_go(*all)) all->abort(code);  // the others are in the middle of something
  all.reset();
  return code;
}
