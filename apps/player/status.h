// SPDX-License-Identifier: MIT
// What a session has to tell a window; the same for every host. [main-thread]
#pragma once
#include "host/session.h"
#include "view.h"

namespace partials {

Status status_of(const Session& session);
void toggle_learning(Engine& engine, int parameter);  // as View::learn

}  // namespace partials
