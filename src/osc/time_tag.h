// SPDX-License-Identifier: MIT
// Time tag of a bundle (OSC 1.0): seconds since 1900-01-01 in 32.32 fixed point, as in NTP; the value 1
// means "now".
#pragma once
#include <cstdint>

namespace partials::osc {

struct TimeTag {
  uint64_t ntp = 1;
  bool is_now() const noexcept { return ntp <= 1; }  // some senders write 0
  // Since 1900; resolves 0.5 microseconds. Meaningless for "now".
  double seconds() const noexcept {
    return static_cast<double>(ntp >> 32) + static_cast<double>(ntp & 0xffffffffu) / 4294967296.0;
  }
  // Since 1970.
  double unix_s() const noexcept { return seconds() - kUnixEpochS; }
  static TimeTag from_unix_s(double s) noexcept {
    const double since_1900 = s + kUnixEpochS;
    const auto whole = static_cast<uint64_t>(since_1900);
    return {whole << 32 | static_cast<uint64_t>((since_1900 - static_cast<double>(whole)) * 4294967296.0)};
  }
  static constexpr double kUnixEpochS = 2208988800.0;
};

}  // namespace partials::osc
