// SPDX-License-Identifier: MIT
// Which recordings a run learns from: remembered by place, size and hash once they have been heard, and found
// again for a resume, also where they were moved or renamed. Recordings that changed or are gone are named.
// Throws DataRefused, in one sentence.
#pragma once
#include <string>
#include <vector>

#include "data/dataset.h"
#include "runs/run.h"

namespace partials {

void remember_recordings(Run& run, const Dataset& data);

struct FoundAgain {
  // in the order of the run's beginning; empty: the run never heard its recordings to the end
  std::vector<std::string> files;
  // where they were found, or what is left out, in a sentence; "" where nothing has moved
  std::string note;
};

// Looks where they were, or in `given` (folders or files, folders with what lies in them) first; what is in
// neither is looked for by its hash around its old place and around the current folder.
FoundAgain find_again(const Run& run, const std::vector<std::string>& given);

// The recordings that were opened are those that the run began with.
void check_unchanged(const Run& run, const Dataset& data);

}  // namespace partials
