// SPDX-License-Identifier: MIT
// partials-mpi: the verbs train and eval of partials for several processes, started by mpirun (partials train
// --ranks 2 does it). Rank 0 reads the command line, and the others follow it (runs/follow.h).
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
#include "system/process_id.h"
#include "verbs/exits.h"
#include "verbs/sentence_of.h"

void add_train(CLI::App&);
void add_eval(CLI::App&);

namespace {

std::unique_ptr<partials::MpiRanks> all;

constexpr std::chrono::milliseconds kRankZeroFirst{5000}, kLook{20};

// SIGUSR1 (of a cluster, or of launch_ranks) waits until rank 0 listens to it (cmd_train.cpp): before that it
// would end the process.
void hold_back_usr1() {
  sigset_t usr1;
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &usr1, nullptr);
}

// `partials`, which started this, may be another one than the package's.
std::string other_version() {
  const char* launched = std::getenv(partials::kLaunched);
  if (!launched || launched == std::string(partials::library_version())) return "";
  return fmt::format("partials is version {}, and partials-mpi is {}; install the same version of both.",
                     launched, partials::library_version());
}

int follow() {
  std::signal(SIGUSR1, SIG_IGN);  // it is meant for rank 0
  try {
    while (partials::follow_next(*all)) {
    }
    return 0;
  } catch (const partials::RankLost&) {
    std::_Exit(static_cast<int>(partials::Exit::failure));  // mpirun then asks rank 0 for a checkpoint
  } catch (const std::exception& e) {
    // mostly rank 0 has the same reason to stop, says it and ends all
    for (std::chrono::milliseconds waited{0}; waited < kRankZeroFirst; waited += kLook) {
      if (partials::asked_to_end()) std::_Exit(static_cast<int>(partials::Exit::failure));
      std::this_thread::sleep_for(kLook);
    }
    all->abort(static_cast<int>(partials::fail(
        partials::Exit::failure, fmt::format("rank {} on {} stopped: {}", all->rank(), partials::host_name(),
                                             partials::sentence_of(e)))));
  }
}

}  // namespace

namespace partials {
Ranks* own_ranks() { return all.get(); }
}  // namespace partials

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);
  hold_back_usr1();
  all = std::make_unique<partials::MpiRanks>(&argc, &argv);
  partials::listen_for_end();
  if (!all->leads()) {
    const int code = follow();
    all.reset();
    return code;
  }
  CLI::App app{"partials train and eval by several processes; started by mpirun", "partials-mpi"};
  app.set_version_flag("--version", partials::library_version());
  app.require_subcommand(1);
  app.failure_message(partials::refusal);
  add_train(app);
  add_eval(app);
  const std::string other = other_version();
  const int code =
      other.empty() ? partials::dispatch(app, argc, argv) : partials::fail(partials::Exit::failure, other);
  std::fflush(nullptr);
  if (!partials::let_go(*all)) all->abort(code);  // the others are in the middle of something
  all.reset();
  return code;
}
