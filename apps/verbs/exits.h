// SPDX-License-Identifier: MIT
// Exit codes of every command. An error with an exit code reaches main as an exception with one sentence.
#pragma once
#include <stdexcept>
#include <string>
#include <utility>

#include "base/result.h"

namespace partials {

enum class Exit {
  done = 0,
  failure = 1,
  usage = 2,
  input_refused = 3,
  quality_not_met = 4,
  model_invalid = 5,
  no_device = 6,
  interrupted = 130
};

inline constexpr const char* kExitCodes =
    "Exit codes: 0 success; 1 failure; 2 the command line was not understood; 3 the recordings or MIDI file "
    "were refused;\n"
    "4 trained, but --until was not reached; 5 the model file cannot be used; 6 no audio device; 130 stopped "
    "by Ctrl-C.\n"
    "Results go to standard output, everything else to standard error; with --json, standard output holds "
    "JSON only.";

struct Stop : std::runtime_error {
  Exit code;
  Stop(Exit code_in, const std::string& sentence) : std::runtime_error(sentence), code(code_in) {}
};

// Returns the value, or throws Stop with the error's sentence.
template <class T>
T must(Result<T> r, Exit code = Exit::failure) {
  if (!r) throw Stop(code, r.error().text);
  return std::move(r).value();
}
inline void must(Result<void> r, Exit code = Exit::failure) {
  if (!r) throw Stop(code, r.error().text);
}

}  // namespace partials
