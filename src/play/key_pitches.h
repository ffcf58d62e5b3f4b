// SPDX-License-Identifier: MIT
// The pitch of every MIDI key.
#pragma once
#include <array>
#include <cstddef>

namespace partials {

using KeyPitches = std::array<float, 128>;  // MIDI note number of each key, fractional

inline KeyPitches equal_temperament() noexcept {
  KeyPitches p{};
  for (size_t key = 0; key < p.size(); ++key) p[key] = static_cast<float>(key);
  return p;
}

}  // namespace partials
