// SPDX-License-Identifier: MIT
// Lines of a text file as other systems write it: byte-order marks are taken off, UTF-16 (with its mark)
// becomes UTF-8, and lines end with LF, CR LF or CR.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace partials {

std::string utf8_text(std::string_view bytes);  // what is no UTF-16 is left as it is
std::vector<std::string_view> text_lines(std::string_view text);

}  // namespace partials
