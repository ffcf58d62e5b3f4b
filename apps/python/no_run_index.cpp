// SPDX-License-Identifier: MIT
// In place of src/runs/run_index.cpp: runs that Python trains are folders like all others, and SQLite is not
// needed. The index of them, which is made of the folders, is renewed by the next `partials runs list`.
#include "runs/run_index.h"

namespace partials {

void index_run(const std::string&, const RunInfo&) {}
void index_anew(const std::string&, const std::vector<RunInfo>&) {}

}  // namespace partials
