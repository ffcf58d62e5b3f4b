// SPDX-License-Identifier: MIT
#include "library/program.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>

extern char** environ;

namespace partials {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMaxOut = 16u << 20, kMaxErr = 64u << 10;
constexpr int kFoldersUp = 6;  // levels from X.vst3/Contents/x86_64-linux/ up to the install prefix
constexpr int kLookMs = 50;    // interval at which `stop` is polled

bool is_program(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

// Finds "partials" or "bin/partials" in a folder or one of its parents.
std::string above(fs::path folder) {
  for (int up = 0; up <= kFoldersUp && folder.has_relative_path(); ++up, folder = folder.parent_path())
    for (const char* name : {"partials", "bin/partials"})
      if (const std::string path = (folder / name).string(); is_program(path)) return path;
  return "";
}

std::string near_file(const std::string& file) {
  if (file.empty()) return "";
  std::error_code failed;
  if (std::string found = above(fs::absolute(file, failed).parent_path()); !found.empty()) return found;
  const fs::path real = fs::canonical(file, failed);  // resolves a plug-in that is linked into ~/.clap
  return failed ? "" : above(real.parent_path());
}

std::string in_list(const std::string& folders) {
  for (size_t at = 0; at < folders.size();) {
    const size_t end = std::min(folders.find(':', at), folders.size());
    if (const std::string path = folders.substr(at, end - at) + "/partials"; end > at && is_program(path))
      return path;
    at = end + 1;
  }
  return "";
}

std::string text_of(const char* variable) {
  const char* value = std::getenv(variable);
  return value ? value : "";
}

// The host's environment, without variables that make programs load the host's own libraries.
std::vector<char*> environment() {
  std::vector<char*> out;
  for (char** e = environ; e && *e; ++e)
    if (std::strncmp(*e, "LD_LIBRARY_PATH=", 16) != 0 && std::strncmp(*e, "LD_PRELOAD=", 11) != 0)
      out.push_back(*e);
  out.push_back(nullptr);
  return out;
}

struct Pipe {
  int ends[2] = {-1, -1};
  bool open() { return ::pipe2(ends, O_CLOEXEC) == 0; }
  void close(int end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
  ~Pipe() {
    close(0);
    close(1);
  }
};

// The child's process id, or -errno.
pid_t spawn(const std::string& program, const std::vector<std::string>& arguments, Pipe& out, Pipe& err) {
  std::vector<char*> argv{const_cast<char*>("partials")};
  for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, out.ends[1], 1);
  posix_spawn_file_actions_adddup2(&files, err.ends[1], 2);
  posix_spawnattr_t how;
  posix_spawnattr_init(&how);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&how, &none);
  posix_spawnattr_setsigdefault(&how, &all);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t child = -1;
  const int failed = ::posix_spawn(&child, program.c_str(), &files, &how, argv.data(), environment().data());
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&how);
  return failed ? -failed : child;
}

// Reads both pipes until they are closed; returns "" or the error.
std::string collect(Pipe& out, Pipe& err, ProgramEnd& end, double timeout_s,
                    const std::function<bool()>& stop) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(timeout_s);
  char block[65536];
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    if (stop()) return "was stopped";
    if (std::chrono::steady_clock::now() > until)
      return "did not end within " + std::to_string(static_cast<int>(timeout_s)) + " s";
    pollfd look[2] = {{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}};
    if (::poll(look, 2, kLookMs) < 0 && errno != EINTR)
      return std::string("could not be read: ") + std::strerror(errno);
    for (int i = 0; i < 2; ++i) {
      if (!look[i].revents) continue;
      Pipe& pipe = i ? err : out;
      std::string& to = i ? end.err : end.out;
      const ssize_t n = ::read(pipe.ends[0], block, sizeof block);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0)
        pipe.close(0);
      else if (to.size() + static_cast<size_t>(n) <= (i ? kMaxErr : kMaxOut))
        to.append(block, static_cast<size_t>(n));
    }
  }
  return "";
}

// Exit code; -1 if it was killed by a signal or its status was already collected elsewhere in this process.
int wait_for(pid_t child) {
  int status = 0;
  pid_t got = 0;
  while ((got = ::waitpid(child, &status, 0)) < 0 && errno == EINTR) {
  }
  return got == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string quoted(const std::string& word) {
  const bool plain =
      !word.empty() &&
      word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%") ==
          std::string::npos;
  if (plain) return word;
  std::string out = "'";
  for (char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

std::string find_partials() {
  if (const std::string named = text_of("PARTIALS_PROGRAM"); !named.empty())
    return is_program(named) ? named : "";
  Dl_info here{};
  std::string found = ::dladdr(reinterpret_cast<void*>(&find_partials), &here) != 0 && here.dli_fname
                          ? near_file(here.dli_fname)
                          : "";
  std::error_code failed;
  if (found.empty()) found = near_file(fs::read_symlink("/proc/self/exe", failed).string());
  if (found.empty()) found = in_list(text_of("PATH"));
  if (found.empty()) found = in_list(text_of("HOME") + "/.local/bin:/usr/local/bin:/usr/bin");
  return found;
}

std::string typed_command(const std::vector<std::string>& arguments) {
  std::string out = "partials";
  for (const std::string& a : arguments)
    if (a != "--json" && a != "--")
      out += " " + quoted(a);  // the command is typed by a person, who does not need JSON
  return out;
}

Result<ProgramEnd> run_partials(const std::vector<std::string>& arguments, double timeout_s,
                                const std::function<bool()>& stop) {
  const std::string by_hand = "; to do it by hand, type this in a terminal: " + typed_command(arguments);
  const std::string program = find_partials();
  if (program.empty()) {
    const std::string named = text_of("PARTIALS_PROGRAM");
    return Error{(named.empty() ? "The program partials was not found beside the plug-in or in PATH; install "
                                  "it, or set PARTIALS_PROGRAM to its path"
                                : "PARTIALS_PROGRAM names '" + named +
                                      "', which is not a program; set it to the path of partials") +
                 by_hand};
  }
  Pipe out, err;
  if (!out.open() || !err.open())
    return Error{std::string("A pipe to '") + program + "' could not be made (" + std::strerror(errno) + ")" +
                 by_hand};
  const pid_t child = spawn(program, arguments, out, err);
  if (child < 0)
    return Error{"The program '" + program + "' could not be started (" + std::strerror(-child) + ")" +
                 by_hand};
  out.close(1);
  err.close(1);
  ProgramEnd end;
  const std::string wrong = collect(out, err, end, timeout_s, stop);
  if (!wrong.empty()) ::kill(child, SIGKILL);
  end.code = wait_for(child);
  if (!wrong.empty()) return Error{"The program '" + program + "' " + wrong + by_hand};
  return end;
}

std::string last_sentence(const std::string& text) {
  std::string last;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    if (line.find_first_not_of(" \r\t") != std::string::npos) last = line;
    at = end + 1;
  }
  return last.rfind("partials: ", 0) == 0 ? last.substr(10) : last;
}

}  // namespace partials
