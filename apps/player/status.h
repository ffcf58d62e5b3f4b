// SPDX-License-Identifier: MIT
// A session's status as shown by windows; the same for every host. [main-thread]
#pragma once
#include "host/session.h"
#include "view.h"

namespace partials {

Status status_of(const Session& session);
void toggle_learning(Engine& engine, int parameter);  // see View::learn

}  // namespace partials
