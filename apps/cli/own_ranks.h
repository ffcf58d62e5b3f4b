// SPDX-License-Identifier: MIT
// The ranks that this program is one of: null in `partials`, which knows nothing of MPI; `partials-mpi`
// (apps/mpi) has a definition of its own.
#pragma once
#include "learn/ranks.h"

namespace partials {

Ranks* own_ranks();

}  // namespace partials
