// SPDX-License-Identifier: MIT
// Linear gain of a level in dB and back, on the audio thread: in float. Offline, base/units.h converts in
// double.
#pragma once
#include <algorithm>
#include <cmath>

namespace partials {

inline float gain_of(float db) noexcept { return std::exp2(db * 0.16609640474f); }          // log2(10) / 20
inline float db_of(float gain) noexcept { return 20 * std::log10(std::max(1e-6f, gain)); }  // -120 of silence

}  // namespace partials
