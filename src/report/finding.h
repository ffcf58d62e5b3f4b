// SPDX-License-Identifier: MIT
// What an examination found: of recordings (`check`), of a machine (`doctor`). Each warning carries a remedy;
// a refusal is a finding that would make the next step fail.
#pragma once
#include <string>

namespace partials {

enum class Severity { fact, warning, refusal };

struct Finding {
  Severity severity = Severity::fact;
  std::string id;      // "clipping", "range", ...: never changes
  std::string text;    // what was found
  std::string remedy;  // what to do; empty for facts
};

}  // namespace partials
