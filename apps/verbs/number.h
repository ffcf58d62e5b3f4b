// SPDX-License-Identifier: MIT
// A number that a user wrote, with a decimal point whatever the host's locale is.
#pragma once
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace partials {

// none: it is empty, not finite, or something follows it.
inline std::optional<double> finite_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double v = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), v);
  if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(v)) return std::nullopt;
  return v;
}

}  // namespace partials
