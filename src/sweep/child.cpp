// SPDX-License-Identifier: MIT
#include "sweep/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <cerrno>
#include <cstring>
#include <stdexcept>

extern char** environ;

namespace partials {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (const std::string& t : texts) out.push_back(const_cast<char*>(t.c_str()));
  out.push_back(nullptr);
  return out;
}

std::vector<std::string> environment(const std::vector<std::pair<std::string, std::string>>& more) {
  std::vector<std::string> all;
  for (char** e = environ; *e; ++e) {
    const std::string entry = *e;
    bool replaced = false;
    for (const auto& [name, value] : more) replaced = replaced || entry.rfind(name + "=", 0) == 0;
    if (!replaced) all.push_back(entry);
  }
  for (const auto& [name, value] : more) all.push_back(name + "=" + value);
  return all;
}

}  // namespace

// Between fork and exec only what is safe in a process with threads.
Child::Child(const std::vector<std::string>& command,
             const std::vector<std::pair<std::string, std::string>>& more, const std::string& log) {
  const std::vector<std::string> variables = environment(more);
  const std::vector<char*> argv = pointers(command), envp = pointers(variables);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (out < 0)
    throw std::runtime_error("The log '" + log + "' cannot be written: " + std::strerror(errno) +
                             "; check free space and permissions.");
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::setpgid(0, 0);  // Ctrl-C reaches the one who started it, and asks this one to stop
#ifdef __linux__
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGUSR1}) ::signal(signal, SIG_DFL);
    ::dup2(null, 0);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::execve(argv[0], argv.data(), envp.data());
    ::_exit(127);
  }
  const int why = errno;
  ::close(out);
  if (null >= 0) ::close(null);
  if (pid_ < 0)
    throw std::runtime_error("'" + command[0] + "' cannot be started: " + std::strerror(why) +
                             "; use fewer workers.");
}

Child::~Child() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool Child::ended() {
  if (pid_ <= 0) return true;
  int status = 0;
  const pid_t got = ::waitpid(pid_, &status, WNOHANG);
  if (got == 0 || (got < 0 && errno == EINTR)) return false;
  pid_ = 0;
  if (got > 0 && WIFEXITED(status)) code_ = WEXITSTATUS(status);
  if (got > 0 && WIFSIGNALED(status)) signal_ = WTERMSIG(status);
  return true;
}

void Child::ask_to_stop() const {
  if (pid_ > 0) ::kill(pid_, SIGUSR1);
}

std::string last_line(const std::string& text) {
  const size_t end = text.find_last_not_of("\n\r \t");
  if (end == std::string::npos) return "";
  const size_t before = text.find_last_of('\n', end), start = before == std::string::npos ? 0 : before + 1;
  return text.substr(start, end + 1 - start);
}

}  // namespace partials
