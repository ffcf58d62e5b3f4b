// SPDX-License-Identifier: MIT
// Lines of a text file from any system: byte-order marks are removed, UTF-16 (with its mark) becomes UTF-8,
// and lines end with LF, CR LF or CR.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace partials {

std::string utf8_text(std::string_view bytes);  // other text is returned unchanged
std::vector<std::string_view> text_lines(std::string_view text);

}  // namespace partials
