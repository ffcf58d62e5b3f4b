// SPDX-License-Identifier: MIT
// Takes as a folder of files: CSV, and takes.json that says who moves in them.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "families/motion/take.h"

namespace partials::conductor {

// One file a person, named after the person, with '-' in place of blanks; their takes have equal channels.
// The folder is made where there is none; one with files in it is refused.
Result<void> write_takes(const std::vector<motion::Take>& takes, const std::string& folder);

}  // namespace partials::conductor
