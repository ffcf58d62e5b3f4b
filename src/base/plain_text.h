// SPDX-License-Identifier: MIT
// std::snprintf that always writes a decimal point, whatever locale a host has set for the process: "-3.5
// dB", never "-3,5 dB".
#pragma once
#include <cstddef>

namespace partials {

#if defined(__GNUC__)
[[gnu::format(printf, 3, 4)]]
#endif
int plain_snprintf(char* text, size_t size, const char* format, ...);

}  // namespace partials
