// SPDX-License-Identifier: MIT
// PROGRAM --describe FOLDER writes the program's manual pages and shell completions below FOLDER, laid out
// as in share/. The build calls it after linking, so the installed pages match the program. It appears in
// no table and no help text.
#pragma once
#include <optional>

#include "pages.h"

namespace partials::describe {

// Empty if the command line does not contain it; else the exit code.
std::optional<int> answer(const CLI::App& app, int argc, char** argv, const std::string& version,
                          const Extras& extras);

}  // namespace partials::describe
