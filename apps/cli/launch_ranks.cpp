// SPDX-License-Identifier: MIT
#include "launch_ranks.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>

#include "base/version.h"
#include "system/paths.h"
#include "talk.h"
#include "verbs/exits.h"

namespace partials {
namespace {

namespace fs = std::filesystem;

volatile std::sig_atomic_t mpirun_pid = 0, signals_passed_on = 0;

void pass_on(int) {
  if (mpirun_pid) ::kill(static_cast<pid_t>(mpirun_pid), signals_passed_on ? SIGTERM : SIGUSR1);
  signals_passed_on = 1;
}

std::string in_path(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');)
    if (const std::string file = (folder.empty() ? "." : folder) + "/" + name;
        ::access(file.c_str(), X_OK) == 0 && is_file(file))
      return file;
  return "";
}

std::string mpirun() {
  std::string found = in_path("mpirun");
  if (found.empty())
    throw Stop(
        Exit::failure,
        "More than one rank needs mpirun, which is not installed; install OpenMPI (Debian: openmpi-bin), "
        "or leave out --ranks.");
  return found;
}

// Of Partials' variables those that ranks on other machines need.
std::vector<std::string> command(int ranks, const std::vector<std::string>& arguments) {
  const std::string program = mpi_program();  // its package brings mpirun, so it is named first
  std::vector<std::string> c{mpirun(),    "-q",   "-n",    std::to_string(ranks),       "--oversubscribe",
                             "--bind-to", "none", "--mca", "odls_base_sigkill_timeout", "3"};
  for (const char* name : {"XDG_DATA_HOME", "XDG_CACHE_HOME", "PARTIALS_RUNS", "PARTIALS_MODEL_PATH",
                           "PARTIALS_CACHE", "PARTIALS_CACHE_MIB", "PARTIALS_ISA", kLaunched})
    if (std::getenv(name)) c.insert(c.end(), {"-x", name});
  c.push_back(program);
  c.insert(c.end(), arguments.begin(), arguments.end());
  return c;
}

// The new process: a group of its own, so that Ctrl-C does not reach it, and an end with this one.
[[noreturn]] void become(const std::vector<std::string>& arguments) {
  ::setpgid(0, 0);
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
  if (const int null = ::open("/dev/null", O_RDONLY); null >= 0) ::dup2(null, 0);
  std::vector<char*> argv;
  for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
  argv.push_back(nullptr);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

std::vector<std::string>& kept_arguments() {
  static std::vector<std::string> kept;
  return kept;
}

}  // namespace

void set_own_arguments(int argc, char** argv) { kept_arguments().assign(argv + 1, argv + argc); }
const std::vector<std::string>& own_arguments() { return kept_arguments(); }

std::string mpi_program() {
  const std::string beside = folder_of(own_file()) + "/partials-mpi";
  if (is_file(beside)) return beside;
  std::string found = in_path("partials-mpi");
  if (found.empty())
    throw Stop(
        Exit::failure,
        "More than one rank needs the program partials-mpi, which is not installed; install the package "
        "partials-mpi, or leave out --ranks.");
  return found;
}

int launch_ranks(int ranks, const std::vector<std::string>& arguments, bool gently) {
  signals_passed_on = !gently;
  ::setenv(kLaunched, library_version(), 1);
  if (::geteuid() == 0) {  // OpenMPI asks twice whether root means it; who runs this program has said so
    ::setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 0);
    ::setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 0);
  }
  const std::vector<std::string> all = command(ranks, arguments);
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child < 0)
    throw Stop(Exit::failure,
               std::string("mpirun cannot be started: ") + std::strerror(errno) + "; leave out --ranks.");
  if (child == 0) become(all);
  mpirun_pid = child;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) {
    struct sigaction action {};
    action.sa_handler = pass_on;
    sigaction(signal, &action, nullptr);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  mpirun_pid = 0;
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (code > 128 && code != static_cast<int>(Exit::interrupted)) {
    talk(
        "partials: A rank was lost (signal {}), which ends the job; a training continues from its checkpoint "
        "with any number of ranks: partials train --resume latest\n",
        code - 128);
    return static_cast<int>(Exit::failure);
  }
  return code;
}

}  // namespace partials
