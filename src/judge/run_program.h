// SPDX-License-Identifier: MIT
// Runs another program with fork and exec (never a shell) and collects its output, bounded in time and size.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

struct ProgramLimits {
  double timeout_s = 60.0;
  size_t max_output_bytes = 64u << 20;
};

// argv[0] is looked up in PATH. `input` becomes standard input. Returns standard output; a missing program, a
// non-zero exit, too much output or running out of time is an Error.
Result<std::string> run_program(const std::vector<std::string>& argv, const std::string& input = {},
                                const ProgramLimits& limits = {});

// The full path of a program in PATH, or empty.
std::string find_program(const std::string& name);

// A folder of its own under the system's temporary folder, removed with its files at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace partials
