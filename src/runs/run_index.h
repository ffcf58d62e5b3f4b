// SPDX-License-Identifier: MIT
// runs.sqlite: what the folders of runs say, in one table for other programs to ask. The folders are the
// truth: an index that is damaged, of another shape or on a full disk is made anew or left out, and nobody
// need know.
#pragma once
#include <string>
#include <vector>

#include "runs/run_store.h"

namespace partials {

void index_run(const std::string& path, const RunInfo& run);
void index_anew(const std::string& path, const std::vector<RunInfo>& runs);  // these and no others

}  // namespace partials
