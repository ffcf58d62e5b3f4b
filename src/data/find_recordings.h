// SPDX-License-Identifier: MIT
// Finds the recordings in folders, and lists the other files with the reason for leaving them out. Companion
// files of other systems and programs, broken links, subfolders and unsupported formats never prevent reading
// the rest.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "data/left_out.h"

namespace partials {

struct FoundRecordings {
  std::vector<std::string> files;  // sorted, each once
  std::vector<std::string> named;  // required files: the only one that was named
  std::vector<LeftOut> left_out;
};

// Subfolders are not searched. An Error for a name that does not exist or a folder that cannot be read; an
// empty list of files is not an error.
Result<FoundRecordings> find_recordings(const std::vector<std::string>& paths);

}  // namespace partials
