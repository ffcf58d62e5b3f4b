// SPDX-License-Identifier: MIT
// The bits of a value as another type of the same size: std::bit_cast, which not every C++20 library has yet.
#pragma once

namespace partials {

template <class To, class From>
constexpr To bits_as(const From& x) noexcept {
  static_assert(sizeof(To) == sizeof(From));
  return __builtin_bit_cast(To, x);
}

}  // namespace partials
