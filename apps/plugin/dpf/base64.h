// SPDX-License-Identifier: MIT
// Base64 (RFC 4648, with padding) for formats whose state is text.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace partials {

std::string base64_from(std::string_view bytes);
// white space is skipped; any other invalid input: nullopt
std::optional<std::string> bytes_from_base64(std::string_view text);

}  // namespace partials
