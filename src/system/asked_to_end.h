// SPDX-License-Identifier: MIT
// Ctrl-C, a closed terminal and a polite kill as a wish to end, which loops ask for.
#pragma once

namespace partials {

void listen_for_end();         // SIGINT, SIGTERM, SIGHUP from now on [main-thread]
bool asked_to_end() noexcept;  // since then
void ask_to_end() noexcept;    // as if one of them had come

}  // namespace partials
