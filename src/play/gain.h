// SPDX-License-Identifier: MIT
// Linear gain of a level in dB, on the audio thread: in float, by powers of two.
#pragma once
#include <cmath>

namespace partials {

inline float gain_of(float db) noexcept { return std::exp2(db * 0.16609640474f); }  // log2(10) / 20

}  // namespace partials
