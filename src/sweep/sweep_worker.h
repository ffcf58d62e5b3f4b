// SPDX-License-Identifier: MIT
// One worker of a sweep: claims a trial, trains it as a process of its own (partials train --run), stores the
// result, and takes the next one. Several workers, of one process or of many machines, share a folder
// (sweep/sweep_folder.h). A worker waits for trials that others train, because the next round depends on
// them, and takes over those of an owner that is silent.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "sweep/sweep_folder.h"

namespace partials {

struct WorkerOptions {
  std::string name;     // stable over a restart: its claims are its own again
  std::string program;  // partials
  std::vector<std::string> recordings;
  int threads = 1;  // of a trial
  double checkpoint_s = 20;
};

struct WorkerEvents {
  std::function<void(const std::string&)> say = [](const std::string&) {};
  std::function<bool()> stop = [] { return false; };
};

// Returns whether all is done; false: it was stopped. Throws std::runtime_error with one sentence.
bool work_on(const Sweep& sweep, SweepFolder folder, const WorkerOptions& options,
             const WorkerEvents& events);

// Writes table.json and table.csv.
void write_table(const Sweep& sweep, const SweepFolder& folder);

}  // namespace partials
