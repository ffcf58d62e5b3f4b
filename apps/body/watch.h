// SPDX-License-Identifier: MIT
// One line a second about what arrives: rate, channels, latency, losses.
#pragma once
#include <functional>
#include <string>

#include "body/hearing.h"

namespace partials::body {

// Ends after `seconds` (0: never by itself) or when stop() says so. listening(port): once. line: about once a
// second.
Result<void> watch(const HearOptions& options, double seconds, const std::function<void(int port)>& listening,
                   const std::function<void(const std::string&)>& line, const std::function<bool()>& stop);

}  // namespace partials::body
