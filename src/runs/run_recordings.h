// SPDX-License-Identifier: MIT
// The training recordings of a run: stored by path, size and hash after their analysis, and found again for a
// resume, even if they were moved or renamed. Errors name recordings that changed or are missing. Throws
// DataRefused with one sentence.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "runs/run.h"

namespace partials {

void remember_recordings(Run& run, const Dataset& data);

struct FoundAgain {
  // in the order of the run's start; empty: the run never completed the analysis of its recordings
  std::vector<std::string> files;
  // a sentence on where they were found, or what is left out; "" if nothing has moved
  std::string note;
};

// Looks first at their old paths, or in `given` (files, or folders including subfolders); others are searched
// by hash around their old path and around the current folder.
FoundAgain find_again(const Run& run, const std::vector<std::string>& given);

// The same of all that the run's lock says of them; a new run has none, unless it repeats another one.
void check_lock(const Run& run, const nlohmann::json& lock);

// Checks that the opened recordings are those of the run's start.
void check_unchanged(const Run& run, const Dataset& data);

}  // namespace partials
