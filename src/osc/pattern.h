// SPDX-License-Identifier: MIT
// Address patterns of OSC 1.0: ? any character, * any number of them, [a-z] and [!a-z], {this,that}, none
// of which matches a slash; and // of OSC 1.1 for any number of levels. A malformed pattern matches
// nothing.
#pragma once
#include <string_view>

namespace partials::osc {

// longer patterns match nothing, which bounds the time of a match
inline constexpr size_t kLongestPattern = 256;

bool is_pattern(std::string_view address) noexcept;
bool matches(std::string_view pattern, std::string_view address) noexcept;

}  // namespace partials::osc
