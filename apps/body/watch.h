// SPDX-License-Identifier: MIT
// Prints one line per second about incoming packets (rate, channels, latency, losses), and names channels as
// they appear.
#pragma once
#include <functional>
#include <string>

#include "body/hearing.h"

namespace partials::body {

// Runs for `seconds` (0: no limit) or until stop() returns true. listening(port) is called once, line about
// once a second.
Result<void> watch(const HearOptions& options, double seconds, const std::function<void(int port)>& listening,
                   const std::function<void(const std::string&)>& line, const std::function<bool()>& stop);

}  // namespace partials::body
