// SPDX-License-Identifier: MIT
// runs.sqlite: the data of the run folders in one table, for queries by other programs. The folders are
// authoritative: an index that is damaged, of another schema or on a full disk is rebuilt or skipped
// silently.
#pragma once
#include <string>
#include <vector>

#include "runs/run_store.h"

namespace partials {

void index_run(const std::string& path, const RunInfo& run);
void index_anew(const std::string& path, const std::vector<RunInfo>& runs);  // replaces all entries

}  // namespace partials
