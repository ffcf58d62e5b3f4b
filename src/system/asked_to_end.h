// SPDX-License-Identifier: MIT
// Turns SIGINT, SIGTERM and SIGHUP into a flag that loops poll.
#pragma once

namespace partials {

void listen_for_end();         // installs the signal handlers [main-thread]
bool asked_to_end() noexcept;  // whether one of the signals has arrived
void ask_to_end() noexcept;    // sets the flag

}  // namespace partials
