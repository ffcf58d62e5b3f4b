// SPDX-License-Identifier: MIT
// Address patterns of OSC 1.0: ? any character, * any number of them, [a-z] and [!a-z], {this,that}, none of
// them across a slash; and // of OSC 1.1, any number of levels. What is not well formed matches nothing.
#pragma once
#include <string_view>

namespace partials::osc {

inline constexpr size_t kLongestPattern =
    256;  // longer ones match nothing, so that matching takes little time

bool is_pattern(std::string_view address) noexcept;
bool matches(std::string_view pattern, std::string_view address) noexcept;

}  // namespace partials::osc
