// SPDX-License-Identifier: MIT
// The program `partials` as a child of a plug-in: where it lies, and running it by posix_spawn with an
// argument list, never a shell. Any thread; run_partials waits for it.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

// $PARTIALS_PROGRAM; beside the file that holds this code (plug-in or program) or in bin/ beside it or above
// it, so that an installed tree and a build folder are found wherever they lie; PATH; ~/.local/bin,
// /usr/local/bin, /usr/bin. "": nowhere.
std::string find_partials();

// The command as a person may type it, quoted where it must be: partials train 'my violin' -o ...
std::string typed_command(const std::vector<std::string>& arguments);

struct ProgramEnd {
  int code = -1;         // exit code; -1: by a signal, or not known
  std::string out, err;  // at most 16 MiB and 64 KiB
};

// Runs `partials ARGUMENTS...` until it ends. Where `stop` says so, or after timeout_s, it is ended and that
// is an Error. An Error too where it cannot be started, with the command to type by hand.
Result<ProgramEnd> run_partials(const std::vector<std::string>& arguments, double timeout_s,
                                const std::function<bool()>& stop);

// The last sentence that it printed for people; "" where it printed none.
std::string last_sentence(const std::string& text);

}  // namespace partials
