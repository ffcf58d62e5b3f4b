// SPDX-License-Identifier: MIT
// Patterns of file names that also read them: "*" is any run of characters, "?" is one, and "{person}" is one
// character or more that become the value of "person": "{person}_{together}.bvh" takes 60 and 04 out of
// "60_04.bvh". A field takes as few characters as it can.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace partials::motion {

inline constexpr size_t kMaxPatternBytes = 200;

// Whether the name fits; the fields' values are then in fields. A pattern whose braces do not close fits
// nothing.
bool matches(std::string_view pattern, std::string_view name, std::map<std::string, std::string>& fields);

}  // namespace partials::motion
