// SPDX-License-Identifier: MIT
// Starts the command line again as so many ranks: mpirun with the program partials-mpi, which is a package of
// its own. Ctrl-C is passed on as SIGUSR1, which ends a training with a checkpoint and its model.
#pragma once
#include <string>
#include <vector>

namespace partials {

// The program partials-mpi: beside this one, or in PATH. Throws Stop in one sentence if it or mpirun is
// missing.
std::string mpi_program();

// arguments: of partials, from the verb on. gently: the first Ctrl-C lets rank 0 end by itself (SIGUSR1),
// and only the second ends all; otherwise the first one does. Returns the exit code of the ranks, after one
// sentence on standard error if one of them was lost.
int launch_ranks(int ranks, const std::vector<std::string>& arguments, bool gently);

// What main was given, from the verb on.
void set_own_arguments(int argc, char** argv);
const std::vector<std::string>& own_arguments();

// Set to this program's version for the ranks where it waits for them, and says what has become of them.
inline constexpr const char* kLaunched = "PARTIALS_LAUNCHED";

}  // namespace partials
