// SPDX-License-Identifier: MIT
// A training or a sweep as a script for Slurm's sbatch: a training is one job of several ranks under mpirun
// (Debian's srun --mpi=pmix does not start OpenMPI), a sweep an array of workers. Before its time is over a
// job gets SIGUSR1, writes a checkpoint, and is queued again.
#pragma once
#include <string>
#include <vector>

namespace partials {

struct Job {
  std::vector<std::string> command;  // train or sweep, and its options
  std::string name, folder;          // where it was submitted
  std::string program;               // partials-mpi, or partials
  int tasks = 1, cpus = 1, notice_s = 120;
  std::string time = "1:00:00", partition, account;

  bool trains() const { return command.at(0) == "train"; }
};

std::string script_of(const Job& job);

// A text as a shell reads it: in quotes where necessary.
std::string in_quotes(const std::string& text);

}  // namespace partials
