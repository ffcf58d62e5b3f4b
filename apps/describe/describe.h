// SPDX-License-Identifier: MIT
// PROGRAM --describe FOLDER writes the program's manual pages and shell completions below FOLDER, as they lie
// in share/. The build calls it after linking, so what is installed is what the program does. It stands in no
// table and in no help.
#pragma once
#include <optional>

#include "pages.h"

namespace partials::describe {

// Nothing where the command line does not ask for it; else the exit code.
std::optional<int> answer(const CLI::App& app, int argc, char** argv, const std::string& version,
                          const Extras& extras);

}  // namespace partials::describe
