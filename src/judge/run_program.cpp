// SPDX-License-Identifier: MIT
// Input is passed through a temporary file, so that a program that prints before it reads cannot block us for
// ever.
#include "judge/run_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "system/file.h"

namespace partials {
namespace fs = std::filesystem;

std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return ::access(name.c_str(), X_OK) == 0 ? name : "";
  const char* path = std::getenv("PATH");
  std::string rest = path ? path : "/usr/bin:/bin";
  for (size_t start = 0; start <= rest.size();) {
    size_t end = rest.find(':', start);
    if (end == std::string::npos) end = rest.size();
    const std::string full = rest.substr(start, end - start) + "/" + name;
    if (::access(full.c_str(), X_OK) == 0) return full;
    start = end + 1;
  }
  return "";
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "partials-XXXXXX").string();
  if (!::mkdtemp(name.data()))
    throw std::runtime_error("cannot make a temporary folder '" + name + "'; check free space.");
  path_ = name;
}
TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Result<std::string> run_program(const std::vector<std::string>& argv, const std::string& input,
                                const ProgramLimits& limits) {
  const std::string program = find_program(argv.at(0));
  if (program.empty())
    return Error{"the program '" + argv[0] + "' is not installed; install it or leave this check out.",
                 ErrorCode::missing};
  const TemporaryFolder folder;
  const std::string input_path = folder.file("stdin");
  if (const auto written = atomic_write(input_path, input); !written) return written.error();
  int pipe_fd[2];
  if (::pipe2(pipe_fd, O_CLOEXEC) != 0)
    return Error{std::string("cannot make a pipe: ") + std::strerror(errno) + "."};
  std::vector<char*> args;
  for (const std::string& a : argv) args.push_back(const_cast<char*>(a.c_str()));
  args.push_back(nullptr);

  const pid_t child = ::fork();
  if (child < 0) {
    ::close(pipe_fd[0]);
    ::close(pipe_fd[1]);
    return Error{std::string("cannot start '") + argv[0] + "': " + std::strerror(errno) + "."};
  }
  if (child == 0) {  // only async-signal-safe calls here
    const int in = ::open(input_path.c_str(), O_RDONLY), null = ::open("/dev/null", O_WRONLY);
    if (in < 0 || null < 0) ::_exit(127);
    ::dup2(in, 0);
    ::dup2(pipe_fd[1], 1);
    ::dup2(null, 2);
    ::execv(program.c_str(), args.data());
    ::_exit(127);
  }
  ::close(pipe_fd[1]);
  std::string output;
  std::string problem;
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(limits.timeout_s);
  char block[65536];
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    pollfd p{pipe_fd[0], POLLIN, 0};
    const int ready = left > 0 ? ::poll(&p, 1, static_cast<int>(left)) : 0;
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0)
      problem = "did not finish within " + std::to_string(static_cast<int>(limits.timeout_s)) + " s";
    const ssize_t n = ready > 0 ? ::read(pipe_fd[0], block, sizeof block) : 0;
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    output.append(block, static_cast<size_t>(n));
    if (output.size() > limits.max_output_bytes) {
      problem = "printed more than " + std::to_string(limits.max_output_bytes) + " bytes";
      break;
    }
  }
  ::close(pipe_fd[0]);
  if (!problem.empty()) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (problem.empty() && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
    problem = WIFEXITED(status) ? "ended with status " + std::to_string(WEXITSTATUS(status))
                                : "was ended by a signal";
  if (!problem.empty()) return Error{"the program '" + argv[0] + "' " + problem + "."};
  return output;
}

}  // namespace partials
