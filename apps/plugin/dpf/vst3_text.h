// SPDX-License-Identifier: MIT
// Converts text between UTF-8 and VST3's strings: at most 127 units of UTF-16 and a zero. Invalid input
// becomes U+FFFD.
#pragma once
#include <string>
#include <string_view>

#include "src/travesty/base.h"

namespace partials::vst3 {

void to_utf16(std::string_view utf8, v3_str_128 to) noexcept;
std::string utf8_from(const int16_t* utf16);  // reads up to a zero, at most 127 units

}  // namespace partials::vst3
