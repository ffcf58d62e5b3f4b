// SPDX-License-Identifier: MIT
// The program `partials` as a child process of a plug-in: finds it, and runs it by posix_spawn with an
// argument list, never a shell. Any thread; run_partials waits for it.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

// Searches $PARTIALS_PROGRAM; the folder of the file that contains this code (plug-in or program), its bin/
// and those of its parents, so that any installed tree or build folder is found; PATH; ~/.local/bin,
// /usr/local/bin, /usr/bin. "": not found.
std::string find_partials();

// The command as a person types it, quoted where necessary: partials train 'my violin' -o ...
std::string typed_command(const std::vector<std::string>& arguments);

struct ProgramEnd {
  int code = -1;         // exit code; -1: killed by a signal, or unknown
  std::string out, err;  // at most 16 MiB and 64 KiB
};

// Runs `partials ARGUMENTS...` until it exits. If `stop` returns true, or after timeout_s, it is killed,
// which is an Error. If it cannot be started, the Error contains the command to type by hand.
Result<ProgramEnd> run_partials(const std::vector<std::string>& arguments, double timeout_s,
                                const std::function<bool()>& stop);

// The last message that it printed for people; "" if none.
std::string last_sentence(const std::string& text);

}  // namespace partials
